import { expect } from '@playwright/test'
import { storedJourney, type StoredJourney } from './support/canvas.ts'
import { type Card as StoredCard, OPPORTUNITY_STATUS_TITLES } from '#shared/model/records/card.ts'
import { CHANNELS } from '#shared/model/records/channel.ts'
import { keyboardOf } from './support/keyboard.ts'
import { test } from './support/waymark-test.ts'

type Whole = StoredJourney & {
  readonly title: string
  readonly scenario: string
  readonly personas: readonly Readonly<Record<string, unknown> & { readonly id: string; readonly name: string }>[]
}
type Card = Whole['cards'][number] &
  Pick<StoredCard, 'details' | 'channels' | 'severity' | 'impact' | 'effort' | 'status' | 'personaIds'>
type ToldCard = ReturnType<typeof told>['cards'][number]

/** A journey without its ids and order keys, with names in their place, so that two can be compared. */
function told(journey: Whole) {
  const name = (
    list: readonly { readonly id: string; readonly title?: string; readonly name?: string }[],
    id?: string,
  ) => {
    const found = list.find((one) => one.id === id)
    return found?.title ?? found?.name
  }
  const { title, scenario, personas, stages, steps, lanes, cards, links } = journey
  return {
    title,
    scenario,
    stages: stages.map((stage) => ({
      title: stage.title,
      steps: steps.filter(({ place }) => place.stageId === stage.id).map((step) => step.title),
    })),
    lanes: lanes.map((lane) => ({ kind: lane.kind, title: lane.title })),
    personas: personas.map(({ id: _id, order: _order, preferredChannels, ...persona }) => ({
      ...persona,
      preferredChannels: (preferredChannels as readonly string[]).toSorted(),
    })),
    cards: (cards as readonly Card[])
      .map(({ id: _id, place, personaIds, ...card }) => ({
        ...card,
        step: name(steps, place.stepId),
        lane: name(lanes, place.laneId),
        about: personaIds.map((id) => name(personas, id)),
      }))
      .toSorted((a, b) => a.title.localeCompare(b.title)),
    links: links
      .map(({ fromCardId, toCardId }) => [name(cards, fromCardId), name(cards, toCardId)].join(' → '))
      .toSorted((a, b) => a.localeCompare(b)),
  }
}

// A picture of the page before and after each key would take most of the time.
test.use({ trace: 'off' })

/** Some thousand keys: a minute, and more on a busy machine. */
const TIMEOUT_MS = 240_000

test('the whole journey of a car repair is built by keyboard alone', async ({ owner, waymark }) => {
  test.setTimeout(TIMEOUT_MS)
  const { page } = owner
  const keys = keyboardOf(page)
  const { press, tabTo, type, paste, at, run } = keys
  const made = await page.request.post(`${waymark.url}/api/journeys`, {
    data: { template: 'car-repair', title: 'Car repair: Sarah' },
  })
  const { id: patternId } = (await made.json()) as { id: string }
  const pattern = (await storedJourney(page, patternId)) as Whole
  const wanted = told(pattern)
  const now = async (): Promise<Whole> => (await storedJourney(page)) as Whole
  await page.reload()

  // A new journey, and nothing left in it.
  await tabTo('New journey')
  await press('Enter')
  await at('New journey')
  await tabTo(/^Blank journey/)
  await tabTo('Title')
  await type(wanted.title)
  await tabTo('Create journey')
  await press('Enter')
  await expect(page.getByTestId('journey-canvas')).toBeVisible()

  // Nothing of the outline that it came with stays.
  await press('F6', 'F6')
  await at('Step Discovers, lane Touchpoints')
  await press('ArrowUp', 'ArrowUp')
  await at('Stage: Awareness')
  for (let left = 6; left > 1; left -= 1) {
    await press('Delete')
    await at(`1 of ${left - 1}`)
    await press('Space')
  }
  await press('Delete')
  await at('Add a stage')
  await press('ArrowDown')
  await at('Lane: Touchpoints, 1 of 6')
  for (let left = 6; left > 1; left -= 1) {
    await press('Delete')
    await at(`1 of ${left - 1}`)
    await press('Space')
  }
  await press('Delete')
  await expect
    .poll(async () =>
      Object.values(told(await now()))
        .filter(Array.isArray)
        .flat(),
    )
    .toEqual([])

  // What it is about, in the panel.
  await press('F6')
  await tabTo('Scenario')
  await paste(wanted.scenario)
  await expect.poll(async () => (await now()).scenario).toBe(wanted.scenario)

  await press('Shift+F6')

  // Lanes by name, stages and steps by name.
  for (const { title } of wanted.lanes) await run(`${title} lane`)
  for (const stage of wanted.stages) {
    await run('Add a stage')
    await at('Stage name')
    await type(stage.title)
    await press('Enter')
    await at(`Stage: ${stage.title}`)
    await press('ArrowDown')
    await at('Step: ')
    for (const [index, step] of stage.steps.entries()) {
      if (index > 0) await press('Control+Alt+ArrowRight')
      else await press('Enter')
      await at('Step name')
      await type(step)
      await press('Enter')
      await at(`Step: ${step}`)
    }
  }
  expect(told(await now()).stages).toEqual(wanted.stages)
  expect(told(await now()).lanes).toEqual(wanted.lanes)

  // The persona, in her sheet.
  await run('Show personas')
  await tabTo('Add persona')
  await press('Enter')
  const [sarah] = pattern.personas
  for (const [label, field] of PERSONA_TEXTS) {
    await tabTo(label)
    await paste(String(sarah?.[field]))
  }
  for (const channel of ['Website', 'Search engine', 'Chatbot', 'SMS']) {
    await tabTo(channel)
    await press('Space')
  }
  await tabTo('Done')
  await press('Enter')
  await run('Show details')
  expect(told(await now()).personas).toEqual(wanted.personas)

  // Cards, lane by lane. The keyboard is in the panel that came for that of the personas.
  await at('Close panel')
  await press('Shift+F6')
  for (const [row, lane] of wanted.lanes.entries()) {
    await press('Control+Home', ...Array.from({ length: row }, () => 'ArrowDown'))
    for (const step of wanted.stages.flatMap((stage) => stage.steps)) {
      const card = wanted.cards.find((one) => one.lane === lane.title && one.step === step)
      await at(`Step ${step}, lane ${lane.title}, empty`)
      if (card) {
        await press('Enter')
        await at(/ title$/)
        await type(card.title)
        await press('Escape')
        await at(card.title)
        await fillFields(card)
      }
      await press('ArrowRight')
    }
  }
  expect(titlesOf(told(await now()))).toEqual(titlesOf(wanted))

  // All feelings are Sarah's: one change of seven cards.
  await press('ArrowUp', 'ArrowUp')
  await at(/^Emotion: Grateful/)
  await run('Select all in this lane')
  await press('F6')
  await tabTo(/Sarah$/)
  await press('Space', 'Shift+F6')
  await expect.poll(async () => told(await now()).cards).toEqual(wanted.cards)

  // Links, each from one touchpoint to the next.
  for (let index = 0; index < wanted.links.length; index += 1) {
    await press('Control+Home', ...Array.from({ length: index }, () => 'ArrowRight'))
    await at(/^Touchpoint: /)
    await press('Shift+L')
    await expect(page.getByTestId('link-hint')).toContainText(/^Link from .+ to /)
    await press('Enter')
    await at(/^Link from /)
  }
  await expect.poll(async () => told(await now())).toEqual(wanted)

  // What one tries and takes back: a mark, a move, undo and redo.
  await press('Control+Home', 'ArrowRight', 'ArrowRight')
  await at(/^Touchpoint: Visits the site/)
  await run('Mark as moment of truth')
  await at(/^Touchpoint: Visits the site.*moment of truth/i)
  await press('Alt+ArrowRight')
  await at(/^Touchpoint: Visits the site.*step Live chat/)
  await press('Control+z')
  await at(/^Touchpoint: Visits the site.*step Website visit/)
  await press('Control+Shift+z')
  await at(/^Touchpoint: Visits the site.*step Live chat/)
  await press('Control+z', 'Control+z')
  await expect.poll(async () => told(await now())).toEqual(wanted)

  // And what one looks for: by a filter, and by a word.
  await press('Alt+f')
  // What the filter offers is fetched when it is first opened.
  await expect(page.getByText('Pain point', { exact: true }).last()).toBeVisible()
  await tabTo('Pain point')
  await press('Enter', 'Escape')
  await expect(page.getByRole('region', { name: 'Filter', exact: true })).toContainText('4 of 37 cards')
  await run('Clear filter')
  await press('Control+f')
  await at('Search this journey')
  await type('voucher')
  await expect(page.getByRole('list', { name: 'Found' }).getByRole('listitem')).toHaveCount(1)
  await press('Enter')
  await press('Shift+F6')
  await at(/^Action: Rates the shop, keeps the voucher/)

  /** The details of the card that has the keyboard, and back to it. */
  async function fillFields(card: ToldCard): Promise<void> {
    const steps: (() => Promise<void>)[] = []
    const { details, kind, channels, score, severity, impact, effort, status } = card
    if (details !== '') steps.push(() => fill('Details', details))
    if (kind === 'quote') steps.push(() => choose('Kind', 'Quote'))
    for (const channel of channels) steps.push(() => check(CHANNELS[channel].title))
    if (score !== undefined) steps.push(() => slide('Feeling', score))
    if (severity !== undefined) steps.push(() => rate('Severity', severity))
    if (impact !== undefined) steps.push(() => rate('Impact', impact))
    if (effort !== undefined) steps.push(() => rate('Effort', effort))
    if (status !== undefined) steps.push(() => choose('Status', OPPORTUNITY_STATUS_TITLES[status]))
    if (steps.length === 0) return
    await press('F6')
    await at('Close panel')
    for (const step of steps) await step()
    await press('Shift+F6')
    await at(card.title)
  }
  async function fill(label: string, text: string): Promise<void> {
    await tabTo(label)
    await paste(text)
  }
  async function choose(label: string, option: string): Promise<void> {
    await tabTo(label)
    await press('Enter')
    await expect(page.getByRole('listbox')).toBeVisible()
    await page.keyboard.type(option)
    await at(option)
    await press('Enter')
    await at(label)
  }
  async function check(channel: string): Promise<void> {
    if ((await keys.focused()) !== 'Choose') await tabTo('Choose')
    await press('Enter')
    await expect(page.getByRole('dialog', { name: 'Channels' })).toBeVisible()
    await tabTo(channel)
    await press('Space', 'Escape')
    await at('Choose')
  }
  async function slide(label: string, score: number): Promise<void> {
    await tabTo(label)
    await press(...Array.from({ length: Math.abs(score) / 0.5 }, () => (score < 0 ? 'ArrowLeft' : 'ArrowRight')))
  }
  async function rate(label: string, rating: number): Promise<void> {
    await tabTo('–')
    await expect(page.getByRole('radiogroup', { name: label }).getByRole('radio', { name: '–' })).toBeFocused()
    for (let now = 1; now <= rating; now += 1) {
      await press('ArrowRight')
      await at(String(now))
    }
  }
})

const titlesOf = ({ cards }: ReturnType<typeof told>) => cards.map(({ title, step, lane }) => ({ title, step, lane }))

const PERSONA_TEXTS = [
  ['Name', 'name'],
  ['In one line', 'tagline'],
  ['Story', 'story'],
  ['Goals', 'goals'],
  ['Challenges', 'challenges'],
] as const
