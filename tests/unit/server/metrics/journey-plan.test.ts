import { describe, expect, it } from 'vitest'
import { boundPartOf } from '#server/metrics/bound-part.ts'
import { journeyPlanOf } from '#server/metrics/journey-plan.ts'
import { presentReadings } from '#server/metrics/present-readings.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import type { DatasetId, EventRule } from '#shared/model/records/binding.ts'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const DATASET = 'd1' as DatasetId
const OTHER = 'd2' as DatasetId
const rule = (...events: string[]): EventRule => ({ events, channels: [], where: [] })

function start() {
  const ana = createTestJourney().person('Ana')
  const small = drawSmallJourney(ana)
  const bind = (elementId: string, events: string[], datasetId = DATASET): void =>
    ana.does(setBinding, { elementId, datasetId, rule: rule(...events) })
  return { ana, ...small, bind, plan: () => journeyPlanOf(ana.sees()) }
}

/** What the plan says of an element: its event names and to which element it leads. */
function toldOf(plan: ReturnType<typeof journeyPlanOf>, elementId: string) {
  const element = plan.flatMap(({ elements }) => elements).find((one) => one.elementId === elementId)
  return element && [element.rules.flatMap(({ events }) => events).join(), element.next?.elementId]
}

describe('journeyPlanOf', () => {
  it('is empty while nothing is bound', () => {
    expect(start().plan()).toEqual([])
  })

  it('gives a step the events of its touchpoints and a stage those of its steps', () => {
    const { plan, bind, stages, steps, cards } = start()
    bind(cards[0], ['seen'])
    bind(cards[1], ['visited'])
    expect(toldOf(plan(), steps[0])).toEqual(['seen', steps[1]])
    expect(toldOf(plan(), steps[1])).toEqual(['visited', undefined])
    expect(toldOf(plan(), steps[2])).toBeUndefined()
    expect(toldOf(plan(), stages[0])).toEqual(['seen,visited', undefined])
    expect(toldOf(plan(), cards[0])).toEqual(['seen', steps[1]])
  })

  it('counts a metric for itself: it changes nothing of what its step and stage stand for, and has no flows', () => {
    const { ana, plan, bind, stages, steps, cards } = start()
    bind(cards[0], ['seen'])
    const before = [toldOf(plan(), steps[0]), toldOf(plan(), stages[0])]
    const { laneId } = ana.does(addLane, { kind: 'metric' })
    const metricIn = (stepId: (typeof steps)[number]) => ana.does(addCard, { stepId, laneId, title: 'Watched' }).cardId
    const metric = metricIn(steps[0])
    bind(metric, ['paid', 'left'])
    ana.does(addLink, { fromCardId: metric, toCardId: cards[0] })
    expect([toldOf(plan(), steps[0]), toldOf(plan(), stages[0])]).toEqual(before)
    expect(toldOf(plan(), metric)?.[0]).toBe('paid,left')
    expect(plan().flatMap(({ links }) => links)).toEqual([])
    // A step in which only a metric is bound stands for nothing.
    bind(metricIn(steps[2]), ['paid'])
    expect(toldOf(plan(), steps[2])).toBeUndefined()
    expect([...measuredElements(ana.sees())]).not.toContain(steps[2])
    expect(journeyPlanOf(boundPartOf(ana.doc))).toEqual(plan())
  })

  it('takes an own binding before what is inside, and skips what has none on the way to the next', () => {
    const { plan, bind, stages, steps, cards } = start()
    bind(steps[0], ['stepped'])
    bind(cards[0], ['seen'])
    bind(steps[2], ['bought'])
    expect(toldOf(plan(), steps[0])).toEqual(['stepped', steps[2]])
    expect(toldOf(plan(), cards[0])).toEqual(['seen', steps[2]])
    expect(toldOf(plan(), stages[0])).toEqual(['stepped', stages[1]])
    bind(stages[0], ['all of it'])
    expect(toldOf(plan(), stages[0])).toEqual(['all of it', stages[1]])
  })

  it('follows the drawing when stages change places', () => {
    const { ana, plan, bind, stages, steps } = start()
    bind(steps[0], ['first'])
    bind(steps[2], ['last'])
    ana.does(moveStage, { stageId: stages[1], index: 0 })
    expect(toldOf(plan(), steps[0])).toEqual(['first', undefined])
    expect(toldOf(plan(), steps[2])).toEqual(['last', steps[0]])
  })

  it('never leads from one dataset to another, and takes the dataset that most parts are in', () => {
    const { ana, plan, bind, steps, lanes, cards } = start()
    bind(cards[0], ['seen'])
    bind(steps[1], ['elsewhere'], OTHER)
    bind(steps[2], ['bought'])
    expect(toldOf(plan(), steps[0])).toEqual(['seen', steps[2]])
    expect(toldOf(plan(), steps[1])).toEqual(['elsewhere', undefined])
    for (const title of ['one', 'two']) {
      const { cardId } = ana.does(addCard, { stepId: steps[0], laneId: lanes.touchpoint, title })
      bind(cardId, [title], OTHER)
    }
    expect(toldOf(plan(), steps[0])).toEqual(['one,two', steps[1]])
  })

  it('measures links between bound touchpoints of one dataset only', () => {
    const { ana, plan, bind, cards } = start()
    const { linkId } = ana.does(addLink, { fromCardId: cards[0], toCardId: cards[1] })
    ana.does(addLink, { fromCardId: cards[0], toCardId: cards[2] })
    bind(cards[0], ['seen'])
    expect(plan()[0]?.links).toEqual([])
    bind(cards[1], ['visited'], OTHER)
    expect(plan().flatMap(({ links }) => links)).toEqual([])
    bind(cards[1], ['visited'])
    expect(plan()[0]?.links).toMatchObject([{ linkId, measure: { kind: 'flow', number: 0 } }])
    ana.does(editFields, { root: 'links', id: linkId, patch: { windowHours: 24 } })
    expect(plan()[0]).toMatchObject({
      links: [{ linkId, measure: { kind: 'window', number: 0, hours: 24 } }],
      question: { flows: [], windows: [{ hours: 24 }] },
    })
  })

  it('counts a touchpoint beside the grid, and forgets what was deleted', () => {
    const { ana, plan, bind, cards } = start()
    const { cardId } = ana.does(addFreeCard, { x: 0, y: 0, kind: 'touchpoint', title: 'Aside' })
    bind(cardId, ['aside'])
    bind(cards[0], ['seen'])
    expect(toldOf(plan(), cardId)).toEqual(['aside', undefined])
    ana.does(deleteElements, { ids: [cardId, cards[0]] })
    expect(plan()).toEqual([])
  })

  it('asks for the same events only once', () => {
    const { plan, bind, cards } = start()
    bind(cards[0], ['seen'])
    // Stage, step and touchpoint are the same set.
    expect(plan()[0]?.elements).toHaveLength(3)
    expect(plan()[0]?.question.sets).toEqual([[rule('seen')]])
  })
})

it('needs no more of a document than its bound part', () => {
  const { ana, bind, cards, steps, lanes } = start()
  bind(cards[0], ['seen'])
  bind(cards[1], ['visited'])
  ana.does(addLink, { fromCardId: cards[0], toCardId: cards[1] })
  for (let index = 0; index < 20; index++) ana.does(addCard, { stepId: steps[0], laneId: lanes.note })
  // What a network may have left in a document.
  ana.doc.getMap<unknown>('links').set('odd', 'not a record')
  ana.doc.getMap<unknown>('bindings').set('odd', { datasetId: 5 })
  const part: JourneySnapshot = boundPartOf(ana.doc)
  expect(part.cards.size).toBe(2)
  expect(journeyPlanOf(part)).toEqual(journeyPlanOf(ana.sees()))
})

describe('presentReadings', () => {
  const { ana, bind, cards, plan } = start()
  bind(cards[0], ['seen'])
  bind(cards[1], ['visited'])
  ana.does(addLink, { fromCardId: cards[0], toCardId: cards[1] })
  const [dataset] = plan()
  if (!dataset) throw new Error('Two cards are bound.')
  const of = (answer: Parameters<typeof presentReadings>[1]) =>
    presentReadings(dataset, answer).elements.find(({ elementId }) => elementId === cards[0])
  const numbers = (cases: number, reached: number) => ({
    sets: dataset.question.sets.map(() => ({ cases })),
    pairs: dataset.question.pairs.map(() => ({ cases: reached, median: reached > 0 ? 60 : null, interval: null })),
    flows: [{ count: 2 * reached, cases: reached }],
    windows: [],
  })

  it('says what was counted, of which events, on how many cases', () => {
    const told = of({ kind: 'numbers', numbers: numbers(1_000, 350), fields: [] })
    expect(told).toMatchObject({
      cases: {
        value: 1_000,
        n: 1_000,
        definition: 'Cases with at least one event of “See an advert”.',
        filter: 'event is “seen”',
      },
      conversion: {
        value: 0.35,
        n: 1_000,
        definition: 'Share of the cases with “See an advert” in which “Compare” comes later.',
        filter: '“See an advert”: event is “seen”; “Compare”: event is “visited”',
      },
      dropOff: { value: 0.65 },
      timeToNext: { value: 60, n: 350 },
    })
    expect(told?.conversion).not.toHaveProperty('note')
    expect(told?.conversion?.interval?.[0]).toBeCloseTo(0.321, 3)
    expect(told?.dropOff?.interval?.[1]).toBeCloseTo(0.679, 3)
  })

  it('notes few cases, and what cannot be told', () => {
    expect(of({ kind: 'numbers', numbers: numbers(29, 3), fields: [] })?.conversion?.note).toBe('few cases')
    expect(of({ kind: 'numbers', numbers: numbers(30, 3), fields: [] })?.conversion).not.toHaveProperty('note')
    expect(of({ kind: 'numbers', numbers: numbers(50, 0), fields: [] })?.timeToNext).toMatchObject({
      value: null,
      n: 0,
      note: 'no case has both',
    })
    expect(of({ kind: 'numbers', numbers: numbers(0, 0), fields: [] })?.conversion).toMatchObject({
      value: null,
      note: 'no cases yet',
    })
    expect(of({ kind: 'none', note: 'gone' })).toMatchObject({
      cases: { value: null, note: 'gone' },
      timeToNext: { value: null, note: 'gone' },
    })
  })

  it('says which field of a rule the dataset does not have', () => {
    const { cards, ana, plan } = start()
    const where = [{ field: 'merchant', values: ['Amazon'] }]
    ana.does(setBinding, { elementId: cards[0], datasetId: DATASET, rule: { ...rule('seen'), where } })
    const [dataset] = plan()
    if (!dataset) throw new Error('A card is bound.')
    const empty = { sets: [{ cases: 0 }], pairs: [], flows: [], windows: [] }
    const { elements } = presentReadings(dataset, { kind: 'numbers', numbers: empty, fields: ['region'] })
    expect(elements[0]?.cases).toMatchObject({
      note: 'the dataset has no field “merchant”',
      filter: 'event is “seen” and merchant is “Amazon”',
    })
  })
})
