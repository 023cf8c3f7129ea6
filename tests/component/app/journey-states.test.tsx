import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Presence } from '#shared/contract/presence.ts'
import type { Role } from '#shared/contract/roles.ts'
import { ApiError } from '#src/api/api-error.ts'
import { whyFromRest, whyFromSocket } from '#src/app/journey/closed-why.ts'
import { areSamePeople, peopleOf } from '#src/app/journey/people.ts'
import { PresenceStack } from '#src/app/journey/PresenceStack.tsx'
import { SavedState, savedWords } from '#src/app/journey/SavedState.tsx'
import type { ConnectionState } from '#src/collab/connection-state.ts'
import type { ParticipantsState } from '#src/collab/participants-state.ts'

describe('SavedState', () => {
  test.each<[ConnectionState['status'], ConnectionState['saved'], string]>([
    ['online', 'saved', 'Saved'],
    ['online', 'saving', 'Saving…'],
    ['online', 'unsaved', 'Not saved yet'],
    ['offline', 'unsaved', 'Offline – kept on this device'],
    ['connecting', 'saving', 'Connecting…'],
    ['online', 'read-only', 'View only'],
    ['offline', 'read-only', 'Offline'],
  ])('%s and %s is “%s”', (status, saved, label) => {
    expect(savedWords({ status, saved, storage: 'ok', role: null }).label).toBe(label)
  })

  test('names a commenter’s right', () => {
    const words = savedWords({ status: 'online', saved: 'read-only', storage: 'ok', role: 'commenter' })
    expect(words.label).toBe('Comment only')
  })

  test('says plainly that work is not saved while the storage does not answer, and where it is', async () => {
    const connection = createStore<ConnectionState>(() => ({
      status: 'online',
      saved: 'unsaved',
      storage: 'waiting',
      role: 'editor',
      refusal: null,
    }))
    render(<SavedState connection={connection} iconOnly />)
    expect(screen.getByRole('status')).toHaveTextContent('Not saved yet – storage does not answer')
    const button = screen.getByRole('button', { name: 'Not saved yet – storage does not answer' })
    expect(button).toHaveAccessibleDescription(/wait on the server .* kept on this device, too/)
    await userEvent.click(button)
    expect(await screen.findByRole('dialog')).toHaveTextContent(/Go on working/)

    act(() => connection.setState({ storage: 'full' }))
    expect(screen.getByRole('dialog')).toHaveTextContent(/can hold no more changes .* leave this page open/)
    act(() => connection.setState({ storage: 'ok', saved: 'saved' }))
    expect(screen.getByRole('status')).toHaveTextContent(/^Saved: Every change is on disk/)
    expect(screen.getByRole('dialog')).toHaveTextContent('Every change is on disk.')
  })

  test('never shows work as saved before it is, and reads out only what lasts', () => {
    vi.useFakeTimers()
    const connection = createStore<ConnectionState>(() => ({
      status: 'online',
      saved: 'saved',
      storage: 'ok',
      role: 'editor',
      refusal: null,
    }))
    render(<SavedState connection={connection} iconOnly={false} />)
    const after = (saved: ConnectionState['saved'], ms: number) => {
      act(() => {
        connection.setState({ saved })
        vi.advanceTimersByTime(ms)
      })
      const told = screen.getByRole('status').textContent?.split(':', 1)[0]
      return [screen.getByRole('button').getAttribute('aria-label'), told]
    }
    expect(after('saving', 0)).toEqual(['Saving…', 'Saved'])
    expect(after('saved', 100)).toEqual(['Saving…', 'Saved'])
    expect(after('saving', 100)).toEqual(['Saving…', 'Saved'])
    expect(after('saving', 400)).toEqual(['Saving…', 'Saving…'])
    expect(after('saved', 0)).toEqual(['Saving…', 'Saved'])
    expect(after('saved', 400)).toEqual(['Saved', 'Saved'])
    // Come back from where the server did not answer, nothing is known to be saved.
    expect(after('unsaved', 0)[0]).toBe('Not saved yet')
    expect(after('saving', 0)).toEqual(['Saving…', 'Saving…'])
    vi.useRealTimers()
  })
})

const presence = (id: string, name = id, patch: Partial<Presence> = {}): Presence => ({
  user: { id, name, color: 1, role: 'editor' },
  ...patch,
})

describe('who is here', () => {
  test('one entry a person, without oneself, in a steady order', () => {
    const others = new Map([
      [3, presence('b')],
      [1, presence('a')],
      [2, presence('me')],
      [4, presence('a')],
    ])
    expect(peopleOf(others, 'me').map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('a moved cursor shows the same people, a new name does not', () => {
    const before = peopleOf(new Map([[1, presence('a', 'Ann')]]), null)
    expect(
      areSamePeople(before, peopleOf(new Map([[9, presence('a', 'Ann', { cursor: { x: 1, y: 2 } })]]), null)),
    ).toBe(true)
    expect(areSamePeople(before, peopleOf(new Map([[1, presence('a', 'Anna')]]), null))).toBe(false)
  })

  test('faces name everyone, the list says what each may do', async () => {
    const people = ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name) => presence(name))
    const participants = createStore<ParticipantsState>(() => ({
      self: null,
      others: new Map(people.map((person, index) => [index, person])),
    }))
    render(<PresenceStack participants={participants} facesShown={4} />)
    const button = screen.getByRole('button', { name: '5 others here: Ann, Ben, Cleo, Dan, Eve' })
    expect(button).toHaveTextContent('+2')
    await userEvent.click(button)
    expect(screen.getAllByRole('listitem')).toHaveLength(5)

    act(() => participants.setState({ others: new Map() }))
    expect(screen.queryByRole('button')).toBeNull()
  })
})

test.each<[Role, string]>([
  ['viewer', 'looking'],
  ['commenter', 'commenting'],
  ['editor', 'editing'],
  ['admin', 'editing'],
  ['owner', 'editing'],
])('of a %s the list says “%s”', async (role, word) => {
  const { user } = presence('ann', 'Ann')
  const participants = createStore<ParticipantsState>(() => ({
    self: null,
    others: new Map([[1, { user: { ...user, role } }]]),
  }))
  render(<PresenceStack participants={participants} facesShown={4} />)
  await userEvent.click(screen.getByRole('button', { name: '1 other person here: Ann' }))
  expect(screen.getByRole('listitem')).toHaveTextContent(`Ann${word}`)
})

describe('why a journey is closed', () => {
  test('a link that is revoked while one looks is told apart from one that never worked', () => {
    expect(whyFromSocket('not-signed-in', true)).toBe('revoked')
    expect(whyFromSocket('not-signed-in', false)).toBe('not-found')
    expect(whyFromSocket('journey-not-found', true)).toBe('deleted')
    expect(whyFromSocket('too-large', true)).toBe('refused')
  })

  test('a fault that may pass does not close it', () => {
    const error = (status: number) => new ApiError({ code: 'internal', status, message: '' })
    expect([404, 403, 500, 0].map((status) => whyFromRest(error(status)))).toEqual([
      'not-found',
      'not-allowed',
      null,
      null,
    ])
  })
})
