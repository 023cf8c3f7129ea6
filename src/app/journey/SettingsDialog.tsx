import type { ReactNode } from 'react'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { changePreferences, usePreference } from '#src/ui/preferences.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { chooseTheme, type ThemeChoice, useTheme } from '#src/ui/theme.ts'

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Same as the system' },
]

/** How one works on this machine: kept in the browser, true at once, the same in every journey. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const hasSingleKeys = usePreference('hasSingleKeys')
  const isMotionReduced = usePreference('isMotionReduced')
  const hasAnnouncements = usePreference('hasAnnouncements')
  const { choice } = useTheme()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Settings"
      description="For you, in this browser. They hold in every journey."
    >
      <div className="flex flex-col gap-5">
        <Part title="Keyboard">
          <Checkbox
            label="Keys of a single letter, digit or sign"
            hint="N for a note, Shift+1 for the whole journey … Switch them off if you dictate, or press keys by accident. Then typing on a selected card begins to write in it."
            checked={hasSingleKeys}
            onChange={(checked) => changePreferences({ hasSingleKeys: checked })}
          />
        </Part>
        <Part title="Screen reader">
          <Checkbox
            label="Tell what happens in the journey"
            hint="What others change, gathered over a few seconds, and where your own moves lead."
            checked={hasAnnouncements}
            onChange={(checked) => changePreferences({ hasAnnouncements: checked })}
          />
        </Part>
        <Part title="Appearance">
          <SegmentedControl label="Theme" options={THEMES} value={choice} onChange={chooseTheme} />
          <Checkbox
            label="Less motion"
            hint="Nothing glides or fades, whatever the system says."
            checked={isMotionReduced}
            onChange={(checked) => changePreferences({ isMotionReduced: checked })}
          />
        </Part>
      </div>
    </Dialog>
  )
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="flex flex-col gap-3">
    <h3 className="text-xs font-semibold text-ink-muted">{title}</h3>
    {children}
  </section>
)
