import { ChartColumn, ListTree, Map as MapIcon, Table2 } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { LENS_MODES, type LensMode } from '#src/editor/lens.ts'
import type { Icon } from '#src/ui/icon.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'

export const VIEW_WORDS: Readonly<Record<LensMode, { readonly label: string; readonly icon: Icon }>> = {
  canvas: { label: 'Canvas', icon: MapIcon },
  table: { label: 'Table', icon: Table2 },
  outline: { label: 'Outline', icon: ListTree },
  numbers: { label: 'Numbers', icon: ChartColumn },
}

const OPTIONS = LENS_MODES.map((value) => ({ value, ...VIEW_WORDS[value] }))

/** Canvas, table, outline or numbers: ways to look at one document. */
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
