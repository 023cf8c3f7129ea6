import { DATE_LOCALE } from '#shared/lib/time.ts'
import { clsx } from 'clsx'
import { Copy, MessageSquareQuote, TriangleAlert } from 'lucide-react'
import { addCard } from '#shared/model/commands/add-card.ts'
import type { Sound, Verbatim } from '#shared/metrics/verbatims.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { copyText } from '#src/ui/copy-text.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'
import { placeForWords, textsOfWords, type WordsKind } from './place-for-words.ts'

interface VerbatimListProps {
  readonly list: readonly Verbatim[]
  /** What shows the number: its step is where their words can be put. */
  readonly elementId: string
  /** Another page is on its way. */
  readonly isOld: boolean
}

const moment = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'short' })

const SOUND_WORDS: Readonly<Record<Sound, string>> = {
  positive: 'sounds positive',
  neutral: 'sounds neutral',
  negative: 'sounds negative',
}
const SOUND_COLORS: Readonly<Record<Sound, string>> = {
  positive: 'text-good',
  neutral: 'text-ink-muted',
  negative: 'text-danger',
}

const ADDED: Readonly<Record<WordsKind, string>> = { quote: 'Added as a quote', 'pain-point': 'Added as a pain point' }

/** Texts with what stands beside them; each can be copied, or put on the map as a card. */
export function VerbatimList({ list, elementId, isOld }: VerbatimListProps) {
  const editor = useEditor()
  const quote = useSnapshotPart((snapshot) => placeKey(placeForWords(snapshot, elementId, 'quote')))
  const pain = useSnapshotPart((snapshot) => placeKey(placeForWords(snapshot, elementId, 'pain-point')))

  const keys = keysOf(list)

  const add = (kind: WordsKind, text: string): void => {
    const place = placeForWords(editor.getSnapshot(), elementId, kind)
    if (!place) return
    const { title, details } = textsOfWords(text)
    const { stepId, laneId } = place
    const added = editor.run(addCard, {
      stepId,
      laneId,
      kind,
      title,
      ...(details !== undefined && { fields: { details } }),
    })
    if (added.ok) toast.success(`${ADDED[kind]}: ${place.step}, ${place.lane}.`)
    else toast.error(refusalWords(added.reason))
  }

  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) toast.success('Copied.')
    else toast.error('This could not be copied.')
  }

  return (
    <ul aria-label="What they said" aria-busy={isOld} className={clsx('flex flex-col', isOld && 'opacity-60')}>
      {list.map(({ at, score, sound, text }, index) => (
        <li key={keys[index]} className="flex items-start gap-3 border-b border-line/60 py-2 last:border-0">
          {score !== null && (
            <b
              className="tabular mt-0.5 min-w-8 shrink-0 rounded-md bg-ink/6 px-1.5 py-0.5 text-center text-xs font-semibold text-ink"
              title="Answer"
            >
              <span className="sr-only">Answer </span>
              {score}
            </b>
          )}
          <div className="min-w-0 flex-1">
            <p className="text-sm break-words whitespace-pre-wrap text-ink">{text}</p>
            <p className="tabular mt-0.5 text-2xs text-ink-muted">
              {moment.format(at)}
              {' · '}
              {sound === null ? (
                'not read, it does not seem to be English'
              ) : (
                <span className={SOUND_COLORS[sound]}>{SOUND_WORDS[sound]}</span>
              )}
            </p>
          </div>
          <div className="flex shrink-0">
            <IconButton size="sm" icon={Copy} label="Copy" onClick={() => void copy(text)} />
            {editor.canEdit && quote !== null && (
              <IconButton
                size="sm"
                icon={MessageSquareQuote}
                label={`Add as a quote to ${quote}`}
                onClick={() => add('quote', text)}
              />
            )}
            {editor.canEdit && pain !== null && (
              <IconButton
                size="sm"
                icon={TriangleAlert}
                label={`Add as a pain point to ${pain}`}
                onClick={() => add('pain-point', text)}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Two may say the same at the same time. */
function keysOf(list: readonly Verbatim[]): readonly string[] {
  const times = new Map<string, number>()
  return list.map(({ at, text }) => {
    const key = `${at} ${text}`
    times.set(key, (times.get(key) ?? 0) + 1)
    return `${key} ${times.get(key)}`
  })
}

const placeKey = (place: ReturnType<typeof placeForWords>): string | null =>
  place ? `“${place.step}”, ${place.lane}` : null
