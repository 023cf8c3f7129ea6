import { CloudOff } from 'lucide-react'
import { useStore } from 'zustand'
import { useView } from './view-context.ts'

/** Whether what one sees is what there is; nothing to say while it is. */
export function ConnectionWord() {
  const status = useStore(useView().collaboration.connection, (state) => state.status)
  return (
    <output className="min-w-0 shrink text-xs">
      {status === 'offline' && (
        <span
          title="You see what was there last. It follows again when the server answers."
          className="flex items-center gap-1.5 rounded-md bg-warn-soft px-2 py-1 font-medium whitespace-nowrap text-warn"
        >
          <CloudOff aria-hidden className="size-4 shrink-0" /> Offline
          <span className="max-sm:sr-only"> – shows what was there last</span>
        </span>
      )}
    </output>
  )
}
