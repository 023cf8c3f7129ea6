import { act, fireEvent, screen } from '@testing-library/react'
import { beforeAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Presence } from '#shared/contract/presence.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { GATHERED_MS } from '#src/features/announcing/follow-changes.ts'
import { LiveRegion } from '#src/features/announcing/LiveRegion.tsx'
import { changePreferences } from '#src/ui/preferences.ts'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  changePreferences({ hasAnnouncements: true })
})

const person = (id: string, name: string, selection: readonly string[] = []): Presence => ({
  user: { id, name, color: 1, role: 'editor' },
  selection: [...selection],
})

function open(others: readonly Presence[] = [person('ana', 'Ana')]) {
  const opened = openSmallJourney()
  const participants = createStore<ParticipantsState>(() => ({
    self: null,
    others: new Map(others.map((presence, index) => [index, presence])),
  }))
  renderInJourney(opened.editor, <LiveRegion participants={participants} />)
  const said = (): string => screen.getByRole('status').textContent
  const wait = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))
  const hear = (): void => {
    act(() => opened.journey.exchange())
    wait(GATHERED_MS + 500)
  }
  const show = (...presences: readonly Presence[]): void =>
    participants.setState({ others: new Map(presences.map((presence, index) => [index, presence])) })
  return { ...opened, said, wait, hear, show }
}

// What steps are called comes with the first change.
beforeAll(loadStepLabels)

describe('the live region', () => {
  test('tells what somebody else did, by name and in one sentence for many cards', () => {
    const { other, small, said, hear } = open()
    const [first, second] = small.cards
    other.does(moveCards, { cardIds: [first, second], to: { kind: 'shift', columns: 1, lanes: 0 } })
    other.does(setText, { root: 'steps', id: small.steps[2], field: 'title', text: 'Pays' })
    hear()
    expect(said()).toContain('Ana moved 2 cards')
    expect(said()).toContain('Ana edited step “Pays”')
  })

  test('says nothing before a few seconds have been gathered', () => {
    const { journey, other, small, said, wait } = open()
    other.does(deleteElements, { ids: [small.cards[0]] })
    act(() => journey.exchange())
    wait(GATHERED_MS - 200)
    expect(said()).toBe('')
    other.does(deleteElements, { ids: [small.cards[1]] })
    act(() => journey.exchange())
    wait(400)
    expect(said()).toBe('Ana deleted 2 cards')
  })

  test('of several people it is who has the card in hand; who cannot be told is somebody', () => {
    const two = openSmallJourney()
    two.editor.close()
    const { other, small, said, hear } = open([person('ana', 'Ana'), person('ben', 'Ben')])
    other.does(setText, { root: 'lanes', id: small.lanes.note, field: 'title', text: 'Ideas' })
    hear()
    expect(said()).toBe('Somebody edited lane “Ideas”')
  })

  test('tells where one’s own card went and what undo took back, but nothing of one’s own typing', async () => {
    const { editor, small, said, wait } = open()
    const [card] = small.cards
    act(() => {
      editor.select([card])
      editor.run(setText, { root: 'cards', id: card, field: 'title', text: 'Typed' })
    })
    wait(GATHERED_MS * 2)
    expect(said()).toBe('')
    await act(async () => void editor.run(moveCards, { cardIds: [card], to: { kind: 'shift', columns: 1, lanes: 0 } }))
    expect(said()).toMatch(/^Moved to step 2 of 3, lane /)
    await act(async () => void editor.undo())
    expect(said()).toMatch(/^Undid move/)
  })

  test('waits while one types oneself', () => {
    const { other, small, said, wait, hear } = open()
    other.does(deleteElements, { ids: [small.cards[0]] })
    act(() => void setTimeout(() => fireEvent.input(document.body), GATHERED_MS - 500))
    hear()
    expect(said()).toBe('')
    wait(GATHERED_MS)
    expect(said()).toMatch(/^Ana deleted card/)
  })

  test('tells of a text when its writer is done, and once', () => {
    const { other, small, said, hear, show } = open([{ ...person('ana', 'Ana'), editing: 'x' }])
    const [card] = small.cards
    show({ ...person('ana', 'Ana'), editing: card })
    for (const text of ['P', 'Pa', 'Pays']) {
      other.does(setText, { root: 'cards', id: card, field: 'title', text })
      hear()
      expect(said()).toBe('')
    }
    show(person('ana', 'Ana'))
    hear()
    expect(said()).toBe('Ana edited card “Pays”')
  })

  test('one’s own edits in between do not make several changes of one', () => {
    const { editor, journey, other, small, said, wait, hear } = open()
    const [card, mine] = small.cards
    for (const text of ['One', 'Two']) {
      other.does(setText, { root: 'cards', id: card, field: 'title', text })
      act(() => journey.exchange())
      wait(50)
      act(() => void editor.run(setText, { root: 'cards', id: mine, field: 'title', text }))
    }
    hear()
    expect(said()).toBe('Ana edited card “Two”')
  })

  test('is silent when it is switched off', () => {
    const { other, small, said, hear } = open()
    act(() => changePreferences({ hasAnnouncements: false }))
    other.does(addCard, { stepId: small.steps[0], laneId: small.lanes.note })
    hear()
    expect(said()).toBe('')
  })
})
