import { expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import { createViewLens, hiddenPersonas, lookAs, lookThrough, sightOf } from '#src/view/lens.ts'
import {
  feelingCurves,
  pageOfElement,
  readBeside,
  readPages,
  readStage,
  stageStretches,
} from '#src/view/reading/reading-model.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function open() {
  const ana = createTestJourney().person('Ana')
  const small = drawSmallJourney(ana)
  return { ana, small }
}
const shown = () => 'shown' as const

it('reads a stage step by step, at each what every lane says', () => {
  const { ana, small } = open()
  const steps = readStage(ana.sees(), small.stages[0], shown)
  expect(steps.map(({ step, groups }) => [step.id, groups.map(({ lane }) => lane.id)])).toEqual([
    [small.steps[0], [small.lanes.touchpoint, small.lanes.thought]],
    [small.steps[1], [small.lanes.touchpoint]],
  ])
})

it('leaves out what a filter hides and counts it, and dims the rest where it only steps back', () => {
  const { ana, small } = open()
  const filter = { ...NO_FILTER, kinds: ['thought'] as const }
  const asked = { filter: { ...filter, kinds: [...filter.kinds] } }
  const [first] = readStage(ana.sees(), small.stages[0], sightOf({ ...asked, others: 'hide' }, ana.sees()))
  expect([first?.groups.length, first?.hiddenCount]).toEqual([1, 1])
  const [dimmed] = readStage(ana.sees(), small.stages[0], sightOf({ ...asked, others: 'dim' }, ana.sees()))
  expect(dimmed?.groups.map(({ cards }) => cards.map(({ isDimmed }) => isDimmed))).toEqual([[true], [false]])
})

it('knows on which page an element is', () => {
  const { ana, small } = open()
  const free = ana.does(addFreeCard, { x: 0, y: 0, title: 'Beside' }).cardId
  const { linkId } = ana.does(addLink, { fromCardId: small.cards[0], toCardId: small.cards[1] })
  const { personaId } = ana.does(addPersona, { name: 'Sarah' })
  const page = (id: string) => pageOfElement(ana.sees(), id)
  expect(readPages(ana.sees())).toEqual(['overview', ...small.stages])
  expect(page(small.stages[1])).toBe(small.stages[1])
  expect(page(small.steps[2])).toBe(small.stages[1])
  expect([page(small.cards[0]), page(linkId)]).toEqual([small.stages[0], small.stages[0]])
  expect([page(free), page(personaId), page(small.lanes.note)]).toEqual(['overview', 'overview', 'overview'])
  expect(page('gone')).toBeUndefined()
})

it('lists what lies beside the grid and says something', () => {
  const { ana } = open()
  ana.does(addFreeCard, { x: 0, y: 0, title: 'Says something' })
  ana.does(addFreeCard, { x: 0, y: 0, title: '' })
  expect(readBeside(ana.sees(), shown).map(({ card }) => card.title)).toEqual(['Says something'])
})

it('draws a feeling by persona; who has none of their own shares that of everyone, and a gap ends a run', () => {
  const { ana, small } = open()
  const [sarah, alex] = ['Sarah', 'Alex'].map((name) => ana.does(addPersona, { name }).personaId)
  if (!sarah || !alex) throw new Error('Two personas')
  const feel = (step: 0 | 1 | 2, score: number, personaIds: (typeof sarah)[]) => {
    const { cardId } = ana.does(addCard, { stepId: small.steps[step], laneId: small.lanes.emotion })
    ana.does(editCards, { cardIds: [cardId], patch: { score, personaIds } })
  }
  feel(0, 2, [sarah])
  feel(2, -1, [sarah])
  feel(1, 0, [])
  const curves = feelingCurves(ana.sees(), new Set())
  expect(curves.map(({ personaId, runs }) => [personaId, runs.map((run) => run.map(({ score }) => score))])).toEqual([
    [null, [[0]]],
    [sarah, [[2, 0, -1]]],
  ])
  expect(feelingCurves(ana.sees(), new Set([sarah])).map(({ personaId }) => personaId)).toEqual([null])
  expect(stageStretches(ana.sees()).map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
  ])
})

it('looks as a persona and through a saved view, and keeps the way one looks', () => {
  const { ana } = open()
  const { personaId } = ana.does(addPersona, { name: 'Sarah' })
  const other = ana.does(addPersona, { name: 'Alex' }).personaId
  const lens = createViewLens('read')
  lookAs(lens, personaId)
  expect(hiddenPersonas(ana.sees(), lens.getState().filter)).toEqual(new Set([other]))
  lookThrough(lens, {
    id: 'v' as never,
    order: 'a0',
    name: 'Pain',
    mode: 'canvas',
    filter: { ...NO_FILTER, kinds: ['pain-point'] },
    range: null,
    against: null,
    others: 'hide',
  })
  expect(lens.getState()).toMatchObject({ way: 'read', others: 'hide', savedViewId: 'v' })
  expect(hiddenPersonas(ana.sees(), lens.getState().filter).size).toBe(0)
})
