import { Ellipsis } from 'lucide-react'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { useCanvas } from '../canvas-context.ts'
import type { TitleRef } from './drag-title.ts'
import { titleEntries } from './title-menu.ts'

interface TitleMenuProps {
  readonly title: TitleRef
  readonly label: string
  readonly onOpenChange: (open: boolean) => void
}

/** The button on a title, and all that can be done with it. */
export const TitleMenu = ({ title, label, onOpenChange }: TitleMenuProps) => (
  <Menu
    entries={titleEntries(useCanvas(), title)}
    onOpenChange={onOpenChange}
    align="end"
    trigger={<IconButton icon={Ellipsis} size="sm" label={label} />}
  />
)
