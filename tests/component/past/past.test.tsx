import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { ActivityItem, EditChange, ReviewBody } from '#shared/contract/rest/past.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { deedOf, timeOf } from '#src/features/past/activity-words.ts'
import { PastPanel } from '#src/features/past/PastPanel.tsx'
import { WorkspaceActivity } from '#src/features/past/WorkspaceActivity.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const change = (verb: EditChange['verb'], kind: EditChange['kind'], id: string, title = id): EditChange => ({
  verb,
  kind,
  id,
  title,
})
const AT = new Date(2026, 0, 5, 10, 14).getTime()
const item = (rest: Partial<ActivityItem>): ActivityItem => ({
  at: AT,
  since: null,
  who: { id: 'ana', name: 'Ana' },
  journey: { id: 'j', title: 'Opening an account' },
  act: null,
  target: null,
  changes: [],
  ...rest,
})
const EDITS = item({
  since: AT - 12 * 60_000,
  changes: [
    change('moved', 'card', 'a', 'Call'),
    change('moved', 'card', 'b', 'Wait'),
    change('renamed', 'stage', 's', 'Before'),
    change('deleted', 'lane', 'l', 'Gone'),
  ],
})

test('puts edits into words, and a stretch of time', () => {
  expect(deedOf(EDITS)).toBe('moved 2 cards, renamed a stage and deleted a lane')
  expect(deedOf(item({ act: 'share-made', target: 'View only' }))).toBe('made a share link “View only”')
  expect(deedOf(item({ changes: [change('renamed', 'journey', 'journey')] }))).toBe('renamed the journey')
  expect(timeOf(EDITS)).toBe('10:02–10:14')
  expect(timeOf(item({}))).toBe('10:14')
})

function show(canReview = true) {
  let review: ReviewBody = { cadence: 'quarterly', nextAt: Date.now() - DAY_MS, reviews: [] }
  const server = answeringServer(({ method, path, query, body }) => {
    if (path === '/api/workspaces/w/members')
      return {
        body: {
          members: ['Ana', 'Ben'].map((name) => ({
            personId: name.toLowerCase(),
            name,
            color: 1,
            role: 'editor',
            joinedAt: 0,
          })),
        },
      }
    if (path.endsWith('/activity')) {
      const items = query.get('person') === 'ben' ? [] : [EDITS]
      return { body: { items, hasMore: false } }
    }
    if (method === 'PATCH') review = { ...review, ...(body as object) }
    if (method === 'POST') {
      const { note } = body as { readonly note: string }
      const made = { id: 'r', who: { id: 'ana', name: 'Ana' }, note, at: Date.now() }
      review = { ...review, nextAt: Date.now() + DAY_MS, reviews: [made] }
    }
    return { body: review }
  })
  const onJump = vi.fn()
  renderWithCache(<PastPanel journeyId="j" workspaceId="w" canReview={canReview} onClose={() => {}} onJump={onJump} />)
  return { server, onJump, user: userEvent.setup() }
}

test('shows who did what, jumps to what is still there, and asks for one person', async () => {
  const { onJump, user } = show()
  expect(await screen.findByText(/moved 2 cards/)).toHaveTextContent('Ana moved 2 cards')
  expect(screen.queryByRole('button', { name: 'Gone' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Wait' }))
  expect(onJump).toHaveBeenCalledWith('b')
  await user.click(await screen.findByRole('combobox', { name: 'Who' }))
  await user.click(screen.getByRole('option', { name: 'Ben' }))
  expect(await screen.findByText('Ask for somebody else.')).toBeVisible()
})

test('marks the journey as reviewed with a note, which takes the badge away', async () => {
  const { user } = show()
  expect(await screen.findByText('Overdue')).toBeVisible()
  fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'Still true.' } })
  await user.click(screen.getByRole('button', { name: 'Mark as reviewed' }))
  const reviews = await screen.findByRole('list', { name: 'Reviews' })
  expect(within(reviews).getByText('Still true.')).toBeVisible()
  expect(screen.queryByText('Overdue')).toBeNull()
})

test('plans reviews otherwise', async () => {
  const { server, user } = show()
  await user.click(await screen.findByRole('combobox', { name: 'How often' }))
  await user.click(screen.getByRole('option', { name: 'Every year' }))
  expect(server.bodiesOf('PATCH', '/api/journeys/j/review')).toEqual([{ cadence: 'yearly' }])
})

test('lets who only looks read it', async () => {
  show(false)
  expect(await screen.findByText(/Every quarter, next on/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Mark as reviewed' })).toBeNull()
})

test('names the journeys of a workspace', async () => {
  show()
  renderWithCache(<WorkspaceActivity workspace={{ id: 'w', name: 'Sales' }} />)
  expect(await screen.findByRole('link', { name: 'Opening an account' })).toHaveAttribute('href', '/journeys/j')
})
