import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import Library from 'lucide-react/icons/library';
import ListTree from 'lucide-react/icons/list-tree';
import Tags from 'lucide-react/icons/tags';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import styles from './staff-menu.module.css';

export type Tool = 'categories' | 'library' | 'prices' | 'files';
const ICONS = { categories: ListTree, library: Library, prices: Tags, files: FileSpreadsheet } as const;

/** What is done to the menu as a whole. */
export function StaffMenuTools({ tools, onOpen }: { readonly tools: readonly Tool[]; readonly onOpen: (tool: Tool) => void }) {
  const { t } = useT();
  if (tools.length === 0) return null;
  return (
    <div className={styles.tools}>
      {tools.map((tool) => {
        const Icon = ICONS[tool];
        return (
          <Button key={tool} icon={<Icon aria-hidden="true" />} onPress={() => onOpen(tool)}>
            {t(`staff.menu.${tool}`)}
          </Button>
        );
      })}
    </div>
  );
}
