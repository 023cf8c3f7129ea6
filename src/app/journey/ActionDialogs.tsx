import { Suspense } from 'react'
import { GRID_KEYS } from '#src/canvas/keyboard/grid-keys.ts'
import { late } from '#src/ui/late.ts'
import { viewAddress } from './stakeholder-actions.ts'

const CommandPalette = late(async () => (await import('#src/features/actions/CommandPalette.tsx')).CommandPalette)
const ShortcutSheet = late(async () => (await import('#src/features/actions/ShortcutSheet.tsx')).ShortcutSheet)
const SettingsDialog = late(async () => (await import('./SettingsDialog.tsx')).SettingsDialog)

const SlidesDialog = late(async () => (await import('#src/features/presenting/SlidesDialog.tsx')).SlidesDialog)

export type ActionDialog = 'palette' | 'shortcuts' | 'settings' | 'slides'

interface ActionDialogsProps {
  readonly journeyId: string
  readonly open: ActionDialog | null
  readonly onChange: (dialog: ActionDialog | null) => void
}

/** What helps to find and to change the ways of doing things; each comes when it is opened first. */
export function ActionDialogs({ journeyId, open, onChange }: ActionDialogsProps) {
  const close = (): void => onChange(null)
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <CommandPalette onClose={close} />}
      {open === 'shortcuts' && (
        <ShortcutSheet
          more={[{ title: 'On the grid', keys: GRID_KEYS }]}
          onClose={close}
          onSettings={() => onChange('settings')}
        />
      )}
      {open === 'settings' && <SettingsDialog onClose={close} />}
      {open === 'slides' && (
        <SlidesDialog onClose={close} onPresent={() => window.location.assign(viewAddress(journeyId, '?present'))} />
      )}
    </Suspense>
  )
}
