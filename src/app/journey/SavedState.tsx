import { Check, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { ConnectionState } from '#src/collab/connection-state.ts'
import { cn } from '#src/ui/cn.ts'
import type { Icon } from '#src/ui/icon.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'

interface Words {
  readonly icon: Icon
  readonly label: string
  /** What it means, for whoever wonders. */
  readonly text: string
  readonly tone?: 'warn' | 'quiet'
  readonly turning?: boolean
}

/** Saving that takes longer than this is shown; most of it is over before anyone could read it. */
const SAVING_SHOWN_AFTER_MS = 0.4 * SECOND_MS

/** What the state of the connection means for the person's work. */
export function savedWords({ status, saved }: Pick<ConnectionState, 'status' | 'saved'>): Words {
  if (saved === 'read-only') {
    return status === 'offline'
      ? {
          icon: CloudOff,
          label: 'Offline',
          text: 'You see what was there last. It follows again when you are online.',
          tone: 'warn',
        }
      : {
          icon: Eye,
          label: 'View only',
          text: 'You see every change live, and can change nothing here.',
          tone: 'quiet',
        }
  }
  if (status === 'offline') {
    return {
      icon: CloudOff,
      label: 'Offline – kept on this device',
      text: 'Go on working. Your changes are kept here and merge when the server answers again.',
      tone: 'warn',
    }
  }
  if (status === 'connecting') {
    return { icon: LoaderCircle, label: 'Connecting…', text: 'Looking for the server.', tone: 'quiet', turning: true }
  }
  if (saved === 'unsaved') {
    return {
      icon: TriangleAlert,
      label: 'Not saved yet',
      text: 'The server has not confirmed your latest changes. They are kept on this device.',
      tone: 'warn',
    }
  }
  return saved === 'saving'
    ? { icon: LoaderCircle, label: 'Saving…', text: 'On the way to the server.', tone: 'quiet', turning: true }
    : { icon: Check, label: 'Saved', text: 'Every change is on disk.', tone: 'quiet' }
}

interface SavedStateProps {
  readonly connection: StoreApi<ConnectionState>
  /** Where there is no room for the word; it is still read out. */
  readonly iconOnly: boolean
}

/** Whether one's work is safe, told in a word; changes are read out, but not every passing save. */
export function SavedState({ connection, iconOnly }: SavedStateProps) {
  const status = useStore(connection, (state) => state.status)
  const saved = useSteadySaved(useStore(connection, (state) => state.saved))
  const { icon: StateIcon, label, text, tone, turning } = savedWords({ status, saved })
  return (
    <Tooltip label={text}>
      <button
        type="button"
        aria-describedby="saved-state-text"
        className={cn(
          'flex h-8 shrink-0 cursor-default items-center gap-1.5 rounded-md px-2 text-xs font-medium whitespace-nowrap',
          tone === 'warn' ? 'bg-warn-soft text-warn' : 'text-ink-faint',
        )}
      >
        <StateIcon aria-hidden className={cn('size-4', turning && 'animate-spin motion-reduce:animate-none')} />
        <output className={cn(iconOnly && 'sr-only')}>{label}</output>
        <span id="saved-state-text" className="sr-only">
          {text}
        </span>
      </button>
    </Tooltip>
  )
}

/** “Saving” only once it lasts, so that the word does not flicker with every letter. */
function useSteadySaved(saved: ConnectionState['saved']): ConnectionState['saved'] {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (saved !== 'saving') return undefined
    const timer = setTimeout(() => setLasts(true), SAVING_SHOWN_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [saved])
  return saved === 'saving' && !lasts ? 'saved' : saved
}
