import { ChevronDown, Copy, Download, Ellipsis, Redo2, Search, Share2 } from 'lucide-react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { wordsOf } from '#src/api/api-error.ts'
import { downloadJourney } from '#src/api/download-journey.ts'
import { useDuplicateJourney } from '#src/api/mutations.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { toast } from '#src/ui/toast.ts'
import type { JourneyTopBarProps } from './JourneyTopBar.tsx'
import { PANEL_WORDS, PANELS } from './panels.ts'

/** Verbs for the whole journey; on a phone also what the bar has no room for. */
export function JourneyMenu(props: JourneyTopBarProps) {
  const { summary, open, overlay, onOverlayChange, onPanelChange, onSearch, onShare, isPhone } = props
  const { editor } = open
  const [, navigate] = useLocation()
  const duplicate = useDuplicateJourney()
  const { redoCount } = useStore(editor.undoState)
  const isOwner = summary.role === 'owner'
  const sayError = (error: unknown): void => {
    toast.error(wordsOf(error))
  }

  const barEntries: readonly (MenuEntry | false)[] = [
    editor.canEdit && { label: 'Redo', icon: Redo2, disabled: redoCount === 0, onSelect: () => editor.redo() },
    { label: 'Search', icon: Search, onSelect: onSearch },
    ...PANELS.map((name): MenuEntry => ({
      label: PANEL_WORDS[name].label,
      icon: PANEL_WORDS[name].icon,
      onSelect: () => onPanelChange(name),
    })),
    { kind: 'check', label: 'Numbers', checked: overlay, onChange: onOverlayChange },
    { kind: 'separator' },
  ]
  const lines: readonly (MenuEntry | false)[] = [
    ...(isPhone ? barEntries : []),
    isOwner && { label: 'Share', icon: Share2, onSelect: onShare },
    {
      label: 'Download as JSON',
      icon: Download,
      onSelect: () => {
        downloadJourney(summary.id, editor.getSnapshot().info.title).catch(sayError)
      },
    },
    isOwner && {
      label: 'Duplicate',
      icon: Copy,
      onSelect: () =>
        duplicate.mutate(summary.id, {
          onSuccess: ({ id }) =>
            toast.success('Journey duplicated', {
              action: { label: 'Open copy', onClick: () => navigate(`/journeys/${id}`) },
            }),
          onError: sayError,
        }),
    },
  ]
  return (
    <Menu
      entries={lines.filter((line) => line !== false)}
      trigger={<IconButton icon={isPhone ? Ellipsis : ChevronDown} label="Journey menu" size={isPhone ? 'md' : 'sm'} />}
    />
  )
}
