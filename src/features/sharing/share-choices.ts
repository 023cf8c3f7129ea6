import { journeyJsonSchema } from '#shared/model/json-form.ts'

interface Choice {
  readonly id: string
  readonly title: string
}

/** What a link may show or hide of a journey. */
export interface ShareChoices {
  readonly lanes: readonly Choice[]
  /** What has numbers, in the order of the map. */
  readonly numbers: readonly (Choice & { readonly kind: 'Stage' | 'Step' | 'Touchpoint' | 'Metric' })[]
}

/** From the journey's JSON form. What has no binding of its own has numbers by the touchpoints in it. */
export function shareChoicesOf(document: unknown): ShareChoices {
  const { lanes, stages, steps, cards, bindings } = journeyJsonSchema.parse(document)
  const bound = new Set<string>(bindings.map(({ elementId }) => elementId))
  const measured = cards.filter(({ id, kind }) => bound.has(id) || kind === 'metric')
  const cardsIn = (stepId: string) => measured.filter(({ place }) => place.kind === 'cell' && place.stepId === stepId)
  const chosen = stages.flatMap((stage) => {
    const inside = steps
      .filter(({ place }) => place.stageId === stage.id)
      .flatMap((step) => {
        const own = cardsIn(step.id)
        const hasNumbers = bound.has(step.id) || own.some(({ id, kind }) => kind === 'touchpoint' && bound.has(id))
        return [...(hasNumbers ? [{ ...titled(step), kind: 'Step' as const }] : []), ...own.map(cardChoice)]
      })
    const hasNumbers = bound.has(stage.id) || inside.some(({ kind }) => kind === 'Step')
    return hasNumbers ? [{ ...titled(stage), kind: 'Stage' as const }, ...inside] : inside
  })
  const known = new Set(chosen.map(({ id }) => id))
  const beside = measured.filter(({ id }) => !known.has(id)).map(cardChoice)
  return { lanes: lanes.map(titled), numbers: [...chosen, ...beside] }
}

const titled = ({ id, title }: Choice): Choice => ({ id, title: title.trim() === '' ? 'Without a title' : title })

const cardChoice = (card: Choice & { readonly kind: string }): ShareChoices['numbers'][number] => ({
  ...titled(card),
  kind: card.kind === 'metric' ? 'Metric' : 'Touchpoint',
})
