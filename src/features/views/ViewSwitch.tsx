import { ListTree, Map as MapIcon, Table2 } from 'lucide-react'
import { useStore } from 'zustand'
import { VIEW_MODES, type ViewMode } from '#shared/model/records/saved-view.ts'
import { useEditor } from '#src/editor/hooks.ts'
import type { Icon } from '#src/ui/icon.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'

export const VIEW_WORDS: Readonly<Record<ViewMode, { readonly label: string; readonly icon: Icon }>> = {
  canvas: { label: 'Canvas', icon: MapIcon },
  table: { label: 'Table', icon: Table2 },
  outline: { label: 'Outline', icon: ListTree },
}

const OPTIONS = VIEW_MODES.map((value) => ({ value, ...VIEW_WORDS[value] }))

/** Canvas, table or outline: three ways to look at one document. */
export function ViewSwitch({ iconsOnly = false }: { readonly iconsOnly?: boolean }) {
  const { lens } = useEditor()
  const mode = useStore(lens, (state) => state.mode)
  return (
    <SegmentedControl
      label="View"
      options={OPTIONS}
      value={mode}
      iconsOnly={iconsOnly}
      onChange={(next) => lens.setState({ mode: next })}
    />
  )
}
