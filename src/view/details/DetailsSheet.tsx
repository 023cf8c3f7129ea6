import { useState } from 'react'
import { useStore } from 'zustand'
import { CARD_TITLES } from '#shared/model/records/card.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { Button } from '#src/ui/Button.tsx'
import { copyText } from '#src/ui/copy-text.ts'
import { type DeepTarget, linkToElement } from '../view-address.ts'
import { useSnapshot, useView } from '../view-context.ts'
import { ViewSheet } from '../ViewSheet.tsx'
import { CardDetails } from './CardDetails.tsx'
import { NumberExplanation } from './NumberExplanation.tsx'
import { PersonaDetails } from './PersonaDetails.tsx'

const COPIED_MS = 2_000

/** Everything about one element: what was written, what was measured and where the numbers come from. */
export function DetailsSheet({ target }: { readonly target: DeepTarget }) {
  const view = useView()
  const snapshot = useSnapshot()
  const element = elementOf(snapshot, target.elementId)
  const close = (): void => view.looked.setState({ target: null })
  const card = element?.kind === 'card' ? snapshot.cards.get(element.id) : undefined
  const persona = element?.kind === 'persona' ? snapshot.personas.get(element.id) : undefined
  const isJourney = target.elementId === JOURNEY_ROOT
  const title = titleOf()
  function titleOf(): string {
    if (card) return CARD_TITLES[card.kind]
    if (isJourney) return 'Journey'
    switch (element?.kind) {
      case 'stage':
        return 'Stage'
      case 'step':
        return 'Step'
      case 'link':
        return 'Link'
      case 'persona':
        return 'Persona'
      default:
        return 'Details'
    }
  }
  const name =
    element?.kind === 'stage'
      ? snapshot.stages.get(element.id)?.title || 'Untitled stage'
      : isJourney
        ? snapshot.info.title || 'Untitled journey'
        : element?.kind === 'step'
          ? snapshot.steps.get(element.id)?.title || 'Untitled step'
          : null
  return (
    <ViewSheet title={title} onClose={close}>
      {element === undefined && !isJourney && (
        <p className="text-sm text-ink-muted">This is no longer in the journey.</p>
      )}
      {name !== null && (
        <h3 className="text-lg font-semibold break-words text-ink" dir="auto">
          {name}
        </h3>
      )}
      {element?.kind === 'link' && <LinkEnds linkId={element.id} />}
      {card && <CardDetails card={card} />}
      {persona && <PersonaDetails persona={persona} />}
      <NumberExplanation target={target} />
      {element !== undefined && <Foot target={target} />}
    </ViewSheet>
  )
}

function LinkEnds({ linkId }: { readonly linkId: string }) {
  const { links, cards } = useSnapshot()
  const link = [...links.values()].find(({ id }) => id === linkId)
  if (!link) return null
  const title = (id: typeof link.fromCardId): string => cards.get(id)?.title || 'Untitled card'
  return (
    <p className="text-base font-medium break-words text-ink">
      {title(link.fromCardId)} → {title(link.toCardId)}
      {link.label !== '' && <span className="mt-1 block text-sm font-normal text-ink-muted">{link.label}</span>}
    </p>
  )
}

/** The ways to where it stands, and to others. */
function Foot({ target }: { readonly target: DeepTarget }) {
  const view = useView()
  const [isCopied, setCopied] = useState(false)
  const { place } = view.address
  const { talk } = useStore(view.talk)
  const copy = async (): Promise<void> => {
    setCopied(await copyText(linkToElement(window.location.origin, place.journeyId, target)))
    setTimeout(() => setCopied(false), COPIED_MS)
  }
  return (
    <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
      <Button
        onClick={() => {
          view.looked.setState({ target: null })
          view.wish.setState({ target: { elementId: target.elementId, measure: null } })
        }}
      >
        Show in the journey
      </Button>
      {talk !== null && (
        <Button onClick={() => talk.openOn(target.elementId)}>{talk.mayWrite ? 'Comment' : 'Comments'}</Button>
      )}
      {place.kind === 'page' && (
        <Button onClick={() => void copy()}>
          <span role="status">{isCopied ? 'Link copied' : 'Copy link'}</span>
        </Button>
      )}
    </div>
  )
}
