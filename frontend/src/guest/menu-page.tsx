import type { MenuItem } from '@tableorder/contract/menu';
import type { PublicMenu } from '@tableorder/contract/public-menu';
import { GuestItemFacts } from '../features/menu/guest-item-facts.tsx';
import { sectionsOf } from '../features/menu/guest-sections.ts';
import { useT } from '../i18n/guest.ts';
import { languageTag } from '../i18n/language.ts';
import { formatMoney } from '../ui/format-money.ts';

/** The whole menu on one page: for who reads better on paper, with a reader, or without scripts. Plain elements, no picture. */
export function MenuPage({ shop }: { readonly shop: PublicMenu }) {
  const { t, locale } = useT();
  const { store, settings, menu } = shop;
  return (
    <>
      <header>
        <h1>{store.name}</h1>
        <nav aria-label={t('ui.language')}>
          {settings.guestLanguages.map((one) => (
            <a
              key={one}
              href={`/menu-page/${store.code}?lang=${one}`}
              lang={languageTag(one)}
              hrefLang={languageTag(one)}
              aria-current={one === locale ? 'page' : undefined}
            >
              {t(`ui.locale.${one}`)}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {sectionsOf(menu).map((section) => (
          <section key={section.id} aria-labelledby={section.id}>
            <h2 id={section.id}>{section.name}</h2>
            {section.groups.map((group) => (
              <div key={group.id}>
                {group.name !== null && <h3>{group.name}</h3>}
                <ul>
                  {group.items.map((item) => (
                    <Dish key={item.id} item={item} currency={store.currency} />
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
      </main>
      <footer>
        <p>{t('guest.page.note')}</p>
        <p className="screen-only">
          <a href="/">{t('guest.page.back')}</a>
        </p>
      </footer>
    </>
  );
}

function Dish({ item, currency }: { readonly item: MenuItem; readonly currency: string }) {
  const { t, locale } = useT();
  const marks = [
    ...item.badges.map((badge) => t(`guest.badge.${badge}`)),
    ...(item.spiceLevel > 0 ? [t('guest.spice', { level: item.spiceLevel })] : []),
    ...(item.soldOut ? [t('ui.sold-out')] : []),
  ];
  return (
    <li>
      <p className="dish">
        <strong>{item.name}</strong>
        <span className="dots" aria-hidden="true" />
        <span className="price">{formatMoney(item.price, currency, locale)}</span>
      </p>
      {marks.length > 0 && <p className="marks">{marks.join(' · ')}</p>}
      {item.description !== '' && <p>{item.description}</p>}
      {item.optionGroups.map((group) => (
        <p key={group.id} className="options">
          {group.name}:{' '}
          {group.options
            .map(({ name, priceDelta }) =>
              priceDelta === 0 ? name : `${name} ${formatMoney(priceDelta, currency, locale, { signed: true })}`,
            )
            .join(', ')}
        </p>
      ))}
      <GuestItemFacts item={item} />
    </li>
  );
}
