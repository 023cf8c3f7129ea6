import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { JoinPage } from '#src/app/JoinPage.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const ME = { id: 'me', kind: 'person', name: 'Ann', color: 2, workspaces: [] }

/** An invitation that serves once. */
function invitationServer(session: object | null) {
  let [isTaken, who] = [false, session]
  return answeringServer(({ method, path }) => {
    if (path === '/api/session' && method === 'DELETE') who = null
    else if (path === '/api/session') return who === null ? 'not-signed-in' : { body: who }
    else if (path === '/api/sign-in') return { body: { mail: false, sso: null } }
    else if (method === 'POST') [isTaken, who] = [true, ME]
    else return isTaken ? 'link-not-valid' : { body: { workspace: 'Sales', role: 'editor', email: null } }
    return { status: 204 }
  })
}

beforeEach(() => history.replaceState(null, '', '/join/t'))

test('an invitation that was taken leads in, though it is no longer good', async () => {
  invitationServer(null)
  renderWithCache(<JoinPage token="t" />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Your name'), 'Ann')
  await user.type(screen.getByLabelText('E-mail'), 'ann@example.org')
  await user.type(screen.getByLabelText('Password'), 'correct horse battery')
  await user.click(screen.getByRole('button', { name: 'Join Sales' }))
  await expect.poll(() => location.pathname).toBe('/')
})

test('who is signed in joins as who they are, or as somebody else', async () => {
  const server = invitationServer(ME)
  renderWithCache(<JoinPage token="t" />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Use another account' }))
  expect(await screen.findByLabelText('Your name')).toBeVisible()
  expect(server.bodiesOf('POST', '/api/invitations/t/join')).toEqual([])
})

test('by one press', async () => {
  const server = invitationServer(ME)
  renderWithCache(<JoinPage token="t" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Join as Ann' }))
  await expect.poll(() => location.pathname).toBe('/')
  expect(server.bodiesOf('POST', '/api/invitations/t/join')).toHaveLength(1)
})

test('one that is no longer good says so', async () => {
  answeringServer(({ path }) => (path === '/api/session' ? 'not-signed-in' : 'link-not-valid'))
  renderWithCache(<JoinPage token="t" />)
  expect(await screen.findByRole('heading', { name: 'This invitation is no longer good' })).toBeVisible()
})
