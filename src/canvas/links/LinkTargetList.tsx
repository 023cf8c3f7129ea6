import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { type Card, CARD_TITLES, type CardId } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { PaletteDialog } from '#src/ui/PaletteDialog.tsx'
import { useCanvas } from '../canvas-context.ts'
import { seenCards } from '../card-sight.ts'
import { CARD_ICONS } from '../cards/kind-icons.ts'
import { focusElement } from '../keyboard/focus-element.ts'
import { linkCards } from '../gestures/connect-cards.ts'

/** So many are offered at once; who types a few letters finds any of them. */
const SHOWN_MAX = 60

/** Every card by name, to link the selected one to. */
export function LinkTargetList() {
  const core = useCanvas()
  const [query, setQuery] = useState('')
  const chosen = useRef<CardId | null>(null)
  const { fromId, targets } = useTargets(query)
  const close = (): void => core.state.setState({ linkMode: null, connecting: null })
  return (
    <PaletteDialog
      title="Link to a card"
      onClose={close}
      onClosed={() => {
        if (!fromId) return
        if (chosen.current) linkCards(core, fromId, chosen.current)
        else focusElement(core, fromId)
      }}
    >
      <Command label="Link to a card" loop shouldFilter={false} className="flex min-h-0 flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search aria-hidden className="size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="Link to which card?"
            className="h-13 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-ink-faint"
          />
        </div>
        <Command.List
          label="Cards"
          className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2 md:max-h-[26rem]"
        >
          <Command.Empty className="px-3 py-8 text-center text-sm text-ink-muted">
            No card is called “{query}”.
          </Command.Empty>
          {targets.map(({ card, words }) => {
            const Icon = CARD_ICONS[card.kind]
            return (
              <Command.Item
                key={card.id}
                value={card.id}
                onSelect={() => {
                  chosen.current = card.id
                  close()
                }}
                className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 text-sm text-ink select-none data-[selected=true]:bg-ink/6 pointer-coarse:min-h-11"
              >
                <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" strokeWidth={1.75} />
                <span className="min-w-0 flex-1 truncate">{card.title || 'Untitled'}</span>
                <span className="max-w-1/2 truncate text-2xs text-ink-faint">{words}</span>
              </Command.Item>
            )
          })}
        </Command.List>
      </Command>
    </PaletteDialog>
  )
}

interface Target {
  readonly card: Card
  readonly words: string
}

function useTargets(query: string): { readonly fromId: CardId | null; readonly targets: readonly Target[] } {
  const { editor, state } = useCanvas()
  const [fromId] = useState(
    () => (state.getState().connecting?.fromId ?? editor.selection.getState().anchor) as CardId | null,
  )
  const snapshot = editor.getSnapshot()
  const wanted = query.trim().toLocaleLowerCase()
  const targets: Target[] = []
  for (const id of seenCards(editor)) {
    const card = snapshot.cards.get(id)
    if (!card || !card.title.toLocaleLowerCase().includes(wanted)) continue
    targets.push({ card, words: id === fromId ? 'itself: it is done again' : whereOf(snapshot, card) })
    if (targets.length === SHOWN_MAX) break
  }
  return { fromId, targets }
}

function whereOf(snapshot: JourneySnapshot, { kind, place }: Card): string {
  const step = place.kind === 'cell' ? snapshot.steps.get(place.stepId)?.title || 'Untitled step' : 'beside the grid'
  return `${CARD_TITLES[kind]}, ${step}`
}
