import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { CommentsContext, type CommentsHome } from '#src/features/comments/comments-context.ts'
import { CommentsPanel } from '#src/features/comments/CommentsPanel.tsx'
import { createComments } from '#src/features/comments/comments-store.ts'
import { createCommentsView } from '#src/features/comments/comments-view.ts'
import { BOB, commentItem, talkingServer, threadItem } from '#tests/support/talking-server.ts'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

function open(patch: Partial<CommentsHome> = {}) {
  const server = talkingServer({
    threads: [threadItem('a'), threadItem('b', { anchor: { kind: 'journey' } })],
    comments: [commentItem('c1', 'a', 1), commentItem('c2', 'b', 2, { author: BOB, text: 'Mine' })],
  })
  const asked = answeringServer(server.answer)
  const stored = new Map<string, string>()
  const comments = createComments({
    journeyId: 'car',
    me: BOB,
    storage: () => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    }),
  })
  const home: CommentsHome = {
    comments,
    view: createCommentsView(),
    mayWrite: true,
    mayRemoveAny: false,
    isOnline: true,
    describe: (anchor) =>
      anchor.kind === 'element'
        ? { kind: 'Card', title: anchor.title, isGone: anchor.elementId === 'card-gone' }
        : { kind: 'The whole journey', title: '', isGone: false },
    peopleHere: [{ id: 'tom', name: 'Tom Garage', color: 4 }],
    addressOf: (id) => `/journeys/car?thread=${id}`,
    ...patch,
  }
  renderWithCache(
    <CommentsContext value={home}>
      <CommentsPanel />
    </CommentsContext>,
  )
  void comments.catchUp()
  return { ...server, asked, comments, home, user: userEvent.setup() }
}

const conversation = () => screen.findByRole('list', { name: 'Comments' })

test('a thread is opened, read, answered with a mention by keyboard, and settled', async () => {
  const { user, talk, asked } = open()
  await user.click(await screen.findByRole('button', { name: /Words of c1/ }))
  expect(await conversation()).toHaveTextContent('Words of c1')
  await waitFor(() => expect(talk.reads).toEqual({ a: 1 }))
  const field = screen.getByRole('textbox', { name: 'Reply' })
  await user.type(field, 'Ask @t')
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('Tom Garage')
  expect(field).toHaveAttribute('aria-controls', screen.getByRole('listbox').id)
  await user.keyboard('{Enter}please{Control>}{Enter}{/Control}')
  expect(await screen.findByText('@Tom Garage')).toBeVisible()
  await waitFor(() =>
    expect(asked.bodiesOf('POST', '/api/journeys/car/threads/a/comments')).toMatchObject([
      { text: 'Ask @Tom Garage please', mentions: [{ id: 'tom', name: 'Tom Garage' }], title: 'Card a' },
    ]),
  )
  expect(field).toHaveValue('')
  await user.click(screen.getByRole('button', { name: 'Resolve' }))
  expect(await screen.findByText(/Resolved by Bob/)).toBeVisible()
})

test('Escape closes the list of people first, and keeps what was begun when one leaves', async () => {
  const { user, home } = open()
  await screen.findByRole('button', { name: /Words of c1/ })
  await user.click(screen.getByRole('button', { name: 'Comment on the whole journey' }))
  const field = await screen.findByRole('textbox', { name: 'Comment' })
  expect(field).toHaveFocus()
  await user.type(field, 'Begun @')
  expect(screen.getByRole('listbox')).toBeVisible()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('listbox')).toBeNull()
  await user.keyboard('{Escape}')
  expect(home.view.getState().composing).toBeNull()
  await user.click(await screen.findByRole('button', { name: 'Comment on the whole journey' }))
  expect(await screen.findByRole('textbox', { name: 'Comment' })).toHaveValue('Begun @')
})

test('one’s own comment is edited and removed; others’ are not, but for admins', async () => {
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: /Bob Mine/ }))
  await user.click(within(await conversation()).getByRole('button', { name: 'More on the comment of Bob' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }))
  const field = screen.getByRole('textbox', { name: 'Edit comment' })
  await user.clear(field)
  await user.type(field, 'Better')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('edited')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Back to all threads' }))
  await user.click(await screen.findByRole('button', { name: /Words of c1/ }))
  expect(screen.queryByRole('button', { name: /^More on/ })).toBeNull()
})

test('who may only read is told so, and finds no field', async () => {
  const { user } = open({ mayWrite: false })
  expect(screen.queryByRole('button', { name: 'Comment on the whole journey' })).toBeNull()
  await user.click(await screen.findByRole('button', { name: /Words of c1/ }))
  expect(await screen.findByText(/You can read this conversation/)).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Reply' })).toBeNull()
})

test('a thread whose element was deleted is found by its last title', async () => {
  const { comments } = open()
  await screen.findByRole('button', { name: /Words of c1/ })
  const anchor = { kind: 'element', elementId: 'card-gone', elementKind: 'card', title: 'Old card' } as const
  comments.take({ seq: 3, threads: [threadItem('g', { seq: 3, anchor })], comments: [commentItem('c3', 'g', 3)] })
  expect(await screen.findByRole('button', { name: /On a deleted card: Old card/ })).toBeVisible()
})
