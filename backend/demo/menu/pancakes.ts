import type { DemoCategory } from '../demo-item.ts';
import { extras } from './options.ts';

const moreSeafood = { name: { ko: '해물 추가', en: 'Extra seafood', ja: '海鮮追加', zh: '加海鲜' }, priceDelta: 4000 };
const dippingSauce = { name: { ko: '초간장 추가', en: 'Extra soy-vinegar dip', ja: '酢醤油追加', zh: '加醋酱油' }, priceDelta: 0 };

export const pancakes: DemoCategory = {
  key: 'pancakes',
  name: { ko: '전·튀김', en: 'Pancakes & Fried', ja: 'チヂミ・揚げ物', zh: '煎饼·炸物' },
  items: [
    {
      key: 'haemul-pajeon',
      name: { ko: '해물파전', en: 'Seafood Scallion Pancake', ja: '海鮮ネギチヂミ', zh: '海鲜葱饼' },
      description: {
        ko: '쪽파 한 단에 오징어와 새우를 듬뿍 올려 가장자리까지 바삭하게 부쳤어요.',
        en: 'A whole bunch of scallions with squid and shrimp, fried crisp to the very edge.',
        ja: 'わけぎ一束にイカと海老をたっぷり。縁までカリッと焼き上げました。',
        zh: '整把小葱铺上鱿鱼与鲜虾，煎得连边缘都香脆。',
      },
      price: 18000,
      picture: 'haemul-pajeon.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: ['popular', 'recommended'],
      allergens: ['egg', 'soy', 'wheat', 'gluten', 'shrimp', 'squid', 'shellfish', 'mollusc'],
      origin: { ko: '오징어(원양산), 새우(베트남산), 쪽파(국내산)', en: 'Squid: deep-sea catch. Shrimp: Vietnam. Scallions: Korea' },
      optionGroups: [extras(2, [moreSeafood, dippingSauce])],
    },
    {
      key: 'kimchi-jeon',
      name: { ko: '김치전', en: 'Kimchi Pancake', ja: 'キムチチヂミ', zh: '泡菜煎饼' },
      description: {
        ko: '신김치를 송송 썰어 얇고 바삭하게 부쳤어요. 막걸리와 잘 어울려요.',
        en: 'Tangy chopped kimchi in a thin, crackling batter. Good company for makgeolli.',
        ja: '酸味のあるキムチを刻んで薄くカリカリに。マッコリとよく合います。',
        zh: '酸香泡菜切碎煎成薄脆饼，与米酒最相配。',
      },
      price: 13000,
      picture: 'kimchi-jeon.webp',
      spiceLevel: 1,
      alcohol: false,
      badges: [],
      allergens: ['egg', 'soy', 'wheat', 'gluten', 'shrimp', 'fish'],
      origin: { ko: '김치(배추·고춧가루 국내산)', en: 'Kimchi: Korea' },
      optionGroups: [
        extras(2, [
          { name: { ko: '치즈 올리기', en: 'Cheese on top', ja: 'チーズのせ', zh: '加奶酪' }, priceDelta: 2500 },
          { name: { ko: '돼지고기 추가', en: 'Extra pork', ja: '豚肉追加', zh: '加猪肉' }, priceDelta: 3000 },
        ]),
      ],
    },
    {
      key: 'gamja-jeon',
      name: { ko: '강원도 감자전', en: 'Potato Pancake', ja: 'じゃがいもチヂミ', zh: '土豆煎饼' },
      description: {
        ko: '주문을 받고 감자를 갈아 부쳐요. 겉은 바삭, 속은 쫀득해요.',
        en: 'Potatoes grated to order and pan-fried. Crisp outside, chewy inside.',
        ja: '注文後にすりおろしたじゃがいもを焼き上げます。外はカリッ、中はもっちり。',
        zh: '点单后现磨土豆煎制，外脆内糯。',
      },
      price: 14000,
      picture: 'gamja-jeon.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: [],
      allergens: ['soy', 'wheat', 'gluten'],
      origin: { ko: '감자(강원도산)', en: 'Potatoes: Gangwon, Korea' },
      optionGroups: [],
    },
    {
      key: 'saeu-twigim',
      name: { ko: '새우튀김 6마리', en: 'Fried Shrimp (6)', ja: '海老の天ぷら 6尾', zh: '炸虾（6只）' },
      description: {
        ko: '큼직한 새우에 얇은 튀김옷을 입혀 바로 튀겨요.',
        en: 'Large shrimp in a light batter, fried the moment you order.',
        ja: '大ぶりの海老に薄衣をまとわせ、揚げたてをお出しします。',
        zh: '大虾裹薄衣，现点现炸，酥脆弹牙。',
      },
      price: 15000,
      picture: 'saeu-twigim.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: [],
      allergens: ['shrimp', 'egg', 'milk', 'soy', 'wheat', 'gluten'],
      origin: { ko: '새우(베트남산)', en: 'Shrimp: Vietnam' },
      optionGroups: [
        {
          name: { ko: '소스 선택', en: 'Choose a sauce', ja: 'ソース', zh: '选择酱料' },
          min: 1,
          max: 1,
          options: [
            { name: { ko: '타르타르', en: 'Tartar', ja: 'タルタル', zh: '塔塔酱' }, priceDelta: 0 },
            { name: { ko: '간장', en: 'Soy dip', ja: '天つゆ', zh: '酱油蘸汁' }, priceDelta: 0 },
            { name: { ko: '스위트칠리', en: 'Sweet chilli', ja: 'スイートチリ', zh: '甜辣酱' }, priceDelta: 0 },
          ],
        },
      ],
    },
    {
      key: 'modeum-twigim',
      name: { ko: '모둠튀김', en: 'Assorted Fried Platter', ja: '揚げ物盛り合わせ', zh: '炸物拼盘' },
      description: {
        ko: '새우, 고구마, 감자, 김말이를 한 접시에 담았어요. 떡볶이 국물에 찍어도 좋아요.',
        en: 'Shrimp, sweet potato, potato and seaweed rolls on one plate. Try them dipped in tteokbokki sauce.',
        ja: '海老、さつまいも、じゃがいも、春雨の海苔巻きを一皿に。トッポッキのたれにつけても。',
        zh: '虾、红薯、土豆与紫菜粉丝卷一盘尽享，蘸辣炒年糕汤汁也很美味。',
      },
      price: 12000,
      picture: 'modeum-twigim.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: [],
      allergens: ['shrimp', 'egg', 'soy', 'wheat', 'gluten'],
      origin: { ko: '새우(베트남산), 고구마(국내산)', en: 'Shrimp: Vietnam. Sweet potato: Korea' },
      optionGroups: [],
    },
    {
      key: 'gun-mandu',
      name: { ko: '수제 군만두 6개', en: 'Pan-Fried Dumplings (6)', ja: '手作り焼き餃子 6個', zh: '手工煎饺（6个）' },
      description: {
        ko: '돼지고기와 부추를 꽉 채워 매일 빚어요. 바닥만 바삭하게 구워 촉촉해요.',
        en: 'Folded daily with pork and garlic chives, crisp underneath and juicy within.',
        ja: '豚肉とニラをぎっしり詰めて毎日手包み。底はカリッと、中はジューシー。',
        zh: '每日手包猪肉韭菜馅，底部焦脆，内里多汁。',
      },
      price: 9000,
      picture: 'gun-mandu.webp',
      spiceLevel: 0,
      alcohol: false,
      badges: ['popular'],
      allergens: ['pork', 'egg', 'soy', 'wheat', 'gluten', 'sesame'],
      origin: { ko: '돼지고기(국내산), 부추(국내산)', en: 'Pork and chives: Korea' },
      optionGroups: [
        {
          name: { ko: '조리 방법', en: 'How to cook them', ja: '調理法', zh: '做法' },
          min: 1,
          max: 1,
          options: [
            { name: { ko: '군만두', en: 'Pan-fried', ja: '焼き', zh: '煎' }, priceDelta: 0 },
            { name: { ko: '찐만두', en: 'Steamed', ja: '蒸し', zh: '蒸' }, priceDelta: 0 },
          ],
        },
      ],
    },
  ],
};
