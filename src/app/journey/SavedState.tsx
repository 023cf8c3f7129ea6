import { clsx } from 'clsx'
import { Check, CloudOff, CloudUpload, Eye, MessageSquare, TriangleAlert } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { ConnectionState } from '#src/collab/connection-state.ts'
import type { Icon } from '#src/ui/icon.ts'
import { Popover } from '#src/ui/Popover.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { useStoreLater } from './use-store-later.ts'

interface Words {
  /** `null`: something turns. */
  readonly icon: Icon | null
  readonly label: string
  /** What it means, for whoever wonders. */
  readonly text: string
  readonly tone?: 'warn' | 'quiet'
}

/** Saving that takes longer than this is read out; most of it is over before anyone could listen to it. */
const SAVING_TOLD_AFTER_MS = 0.4 * SECOND_MS

const SAVED_SHOWN_AFTER_MS = 0.4 * SECOND_MS

/** Why changes are not on the server's disk, by what it says of its store. */
const UNSAVED_WORDS: Readonly<Record<ConnectionState['storage'], Pick<Words, 'label' | 'text'>>> = {
  ok: {
    label: 'Not saved yet',
    text: 'The server has not confirmed your latest changes. They are kept on this device.',
  },
  waiting: {
    label: 'Not saved yet – storage does not answer',
    text: 'Go on working. Your changes wait on the server until its storage answers again, and are kept on this device, too.',
  },
  full: {
    label: 'Not saved yet – storage does not answer',
    text: 'The server can hold no more changes until its storage answers again. Yours are kept on this device and are sent then: best leave this page open.',
  },
}

/** What the state of the connection means for the person's work. */
export function savedWords({ status, saved, storage, role }: Omit<ConnectionState, 'refusal'>): Words {
  if (saved === 'read-only') {
    if (status === 'offline') {
      return {
        icon: CloudOff,
        label: 'Offline',
        text: 'You see what was there last. It follows again when you are online.',
        tone: 'warn',
      }
    }
    return role === 'commenter'
      ? {
          icon: MessageSquare,
          label: 'Comment only',
          text: 'You see every change live. Your link lets you comment, and change nothing here.',
          tone: 'quiet',
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
    return { icon: null, label: 'Connecting…', text: 'Looking for the server.', tone: 'quiet' }
  }
  if (saved === 'unsaved') return { icon: TriangleAlert, tone: 'warn', ...UNSAVED_WORDS[storage] }
  return saved === 'saving'
    ? // Nothing turns: it is shown as long as one types, and what moves has every frame made anew.
      { icon: CloudUpload, label: 'Saving…', text: 'On the way to the server.', tone: 'quiet' }
    : { icon: Check, label: 'Saved', text: 'Every change is on disk.', tone: 'quiet' }
}

interface SavedStateProps {
  readonly connection: StoreApi<ConnectionState>
  /** Where there is no room for the word; it is still read out. */
  readonly iconOnly: boolean
}

/** Whether one's work is safe, told in a word, and on click what that means; changes are read out, but not every passing save. */
export function SavedState({ connection, iconOnly }: SavedStateProps) {
  const { status, saved: isSaved, storage, role } = useStoreLater(connection)
  const saved = useCalmSaved(isSaved)
  const told = useToldSaved(isSaved)
  const words = savedWords({ status, saved, storage, role })
  const toldWords = savedWords({ status, saved: told, storage, role })
  // Where fingers point there are no tooltips: the same words on a tap.
  return (
    <Popover
      label={words.label}
      className="w-72 p-3"
      trigger={<StateButton aria-describedby="saved-state-text" words={words} told={toldWords} iconOnly={iconOnly} />}
    >
      <p className="font-medium">{words.label}</p>
      <p className="mt-1 text-xs text-pretty text-ink-muted">{words.text}</p>
    </Popover>
  )
}

interface StateButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly words: Words
  /** What is read out: calmer than what is seen. */
  readonly told: Words
  readonly iconOnly: boolean
}

const StateButton = ({ words, told, iconOnly, ...rest }: StateButtonProps) => (
  <Tooltip label={words.text}>
    <button
      type="button"
      {...rest}
      // A live region inside is no part of the name that a button gets from its content.
      aria-label={words.label}
      className={clsx(
        'flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 text-xs font-medium whitespace-nowrap',
        iconOnly ? 'shrink-0 pointer-coarse:h-10' : 'shrink',
        words.tone === 'warn' ? 'bg-warn-soft text-warn' : 'text-ink-faint',
      )}
    >
      {words.icon ? <words.icon aria-hidden className="size-4 shrink-0" /> : <Spinner isInWords />}
      <span className={clsx(iconOnly ? 'sr-only' : 'truncate')}>{words.label}</span>
      <output id="saved-state-text" className="sr-only">
        {`${told.label}: ${told.text}`}
      </output>
    </button>
  </Tooltip>
)

/**
 * What is seen: “Saved” only while it is so, and not before some rest, so that the word does not flicker with every letter.
 */
function useCalmSaved(saved: ConnectionState['saved']): ConnectionState['saved'] {
  const [isResting, setResting] = useState(true)
  if (saved === 'saving' && isResting) setResting(false)
  useEffect(() => {
    if (saved !== 'saved') return undefined
    const timer = setTimeout(() => setResting(true), SAVED_SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [saved])
  return saved === 'saved' && !isResting ? 'saving' : saved
}

/** What is read out: not every passing save of somebody whose work was safe. */
function useToldSaved(saved: ConnectionState['saved']): ConnectionState['saved'] {
  const [lasts, setLasts] = useState(false)
  const [before, setBefore] = useState(saved)
  if (saved !== 'saving' && saved !== before) setBefore(saved)
  useEffect(() => {
    if (saved !== 'saving') return undefined
    const timer = setTimeout(() => setLasts(true), SAVING_TOLD_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [saved])
  return saved === 'saving' && !lasts && before === 'saved' ? 'saved' : saved
}
