import { useStore } from 'zustand'
import type { Editor } from '#src/editor/editor.ts'
import { ViewSwitch } from '#src/features/views/ViewSwitch.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useMediaQuery } from '#src/ui/use-media-query.ts'
import { CommentsButton } from './CommentsButton.tsx'
import { FilterButtons, type FilterPopover } from './FilterButtons.tsx'
import { PANEL_WORDS } from './panels.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'

interface JourneyPhoneBarProps {
  readonly editor: Editor
  readonly openPopover: FilterPopover | null
  readonly onPopoverChange: (open: FilterPopover | null) => void
  readonly onDetails: () => void
  /** `null` until they have come; `undefined` for whoever may not read them. */
  readonly comments: OpenComments | null | undefined
  readonly onComments: () => void
}

/** How one looks at the journey on a phone, under the thumb. */
export function JourneyPhoneBar(props: JourneyPhoneBarProps) {
  const { editor, openPopover, onPopoverChange, onDetails, comments, onComments } = props
  const isNarrow = useMediaQuery('(width < 31rem)')
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 items-center justify-center-safe gap-1 overflow-x-auto border-t border-line bg-surface px-2 py-1.5 pb-[max(0.375rem,env(safe-area-inset-bottom))]"
    >
      <ViewSwitch iconsOnly={isNarrow} />
      <FilterButtons open={openPopover} onChange={onPopoverChange} />
      {comments !== undefined && <CommentsButton open={comments} pressed={false} onClick={onComments} />}
      <SelectionDetails editor={editor} onShow={onDetails} />
    </nav>
  )
}

interface SelectionDetailsProps {
  readonly editor: Editor
  readonly onShow: () => void
}

/** The panel does not stand beside the journey here: this opens it for what is selected, else for the journey. */
function SelectionDetails({ editor, onShow }: SelectionDetailsProps) {
  const hasSelection = useStore(editor.selection, ({ ids }) => ids.size > 0)
  const { icon, label } = PANEL_WORDS.details
  return <IconButton icon={icon} label={label} onClick={onShow} isLit={hasSelection} />
}
