import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { InvitationItem, MemberItem } from '#shared/contract/rest/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import { Members } from '#src/features/members/Members.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const MEMBERS = '/api/workspaces/first/members'
const INVITATIONS = '/api/workspaces/first/invitations'

const member = (personId: string, name: string, role: Role): MemberItem => ({
  personId,
  name,
  color: 1,
  role,
  joinedAt: 0,
})

/** A workspace that really changes. */
function workspaceServer(options: { readonly isSent?: boolean; readonly refuses?: 'last-owner' } = {}) {
  let members = [member('o', 'Olga', 'owner'), member('a', 'Ann', 'admin'), member('v', 'Vic', 'viewer')]
  let invitations: readonly InvitationItem[] = []
  return answeringServer(({ method, path, body }) => {
    const id = path.split('/')[5]
    if (path === '/api/session') return { body: {} }
    if (path.endsWith('/reset-link')) return { status: 201, body: { url: 'http://waymark.test/reset/r' } }
    if (method === 'GET') return { body: path === MEMBERS ? { members } : { invitations } }
    if (options.refuses !== undefined) return options.refuses
    if (path === INVITATIONS) {
      const { role, email = null } = body as { readonly role: Role; readonly email?: string }
      const made = { id: 'i', role, email, createdAt: 0, expiresAt: 0, url: 'http://waymark.test/join/i.s' }
      invitations = [made]
      return { status: 201, body: { ...made, isSent: options.isSent ?? false } }
    }
    if (path.startsWith(INVITATIONS)) invitations = []
    else if (method === 'DELETE') members = members.filter(({ personId }) => personId !== id)
    else {
      members = members.map((one) =>
        one.personId === id ? { ...one, role: (body as { readonly role: Role }).role } : one,
      )
      return { body: members.find(({ personId }) => personId === id) }
    }
    return { status: 204 }
  })
}

const show = (role: Role, personId: string) => {
  const onLeft = vi.fn()
  renderWithCache(<Members workspace={{ id: 'first', name: 'Sales', role }} personId={personId} onLeft={onLeft} />)
  return { onLeft, user: userEvent.setup() }
}
const row = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Members' })
  return within(list)
    .getAllByRole('listitem')
    .find((item) => item.textContent.includes(name)) as HTMLElement
}
const choose = async (user: ReturnType<typeof userEvent.setup>, name: string, verb: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: verb }))
}

describe('Members', () => {
  test('shows a viewer who is there, and offers nothing but to leave', async () => {
    workspaceServer()
    const { user, onLeft } = show('viewer', 'v')
    expect(within(await row('Olga')).getByText('Owner')).toBeVisible()
    expect(screen.queryByRole('combobox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull()
    expect(screen.getAllByRole('button', { name: /^More for/ })).toHaveLength(1)
    await choose(user, 'Vic', 'Leave this workspace')
    await user.click(await screen.findByRole('button', { name: 'Leave' }))
    await vi.waitFor(() => expect(onLeft).toHaveBeenCalledOnce())
  })

  test('offers an admin nobody who is more than they are, and no role above theirs', async () => {
    workspaceServer()
    const { user } = show('admin', 'a')
    expect(within(await row('Olga')).queryByRole('combobox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'More for Olga' })).toBeNull()
    await user.click(screen.getByRole('combobox', { name: 'Role of Vic' }))
    const choices = (await screen.findAllByRole('option')).map((option) => option.textContent)
    expect(choices).toEqual(['Viewer', 'Commenter', 'Editor', 'Admin'])
  })

  test('changes a role, and takes it back from the toast', async () => {
    const server = workspaceServer()
    const { user } = show('owner', 'o')
    await row('Vic')
    await user.click(screen.getByRole('combobox', { name: 'Role of Vic' }))
    await user.click(await screen.findByRole('option', { name: 'Editor' }))
    expect(await screen.findByText('Vic is editor now')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await vi.waitFor(() =>
      expect(server.bodiesOf('PATCH', `${MEMBERS}/v`)).toEqual([{ role: 'editor' }, { role: 'viewer' }]),
    )
  })

  test('says in plain words what is refused', async () => {
    workspaceServer({ refuses: 'last-owner' })
    const { user } = show('owner', 'o')
    await row('Olga')
    await user.click(screen.getByRole('combobox', { name: 'Role of Olga' }))
    await user.click(await screen.findByRole('option', { name: 'Viewer' }))
    expect(await screen.findByText(/A workspace needs an owner/)).toBeInTheDocument()
  })

  test('removes somebody after a question', async () => {
    workspaceServer()
    const { user } = show('owner', 'o')
    await row('Vic')
    await choose(user, 'Vic', 'Remove')
    await user.click(await screen.findByRole('button', { name: 'Remove' }))
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'More for Vic' })).toBeNull())
  })

  test('makes a link for somebody who forgot their password, only when asked twice', async () => {
    const server = workspaceServer()
    const { user } = show('owner', 'o')
    await row('Vic')
    await choose(user, 'Vic', 'Make a link for a new password')
    expect(server.bodiesOf('POST', `${MEMBERS}/v/reset-link`)).toEqual([])
    await user.click(await screen.findByRole('button', { name: 'Make the link' }))
    expect(await screen.findByText('http://waymark.test/reset/r')).toBeVisible()
  })
})

describe('inviting', () => {
  test('gives a link to copy, which then stands below and can be revoked', async () => {
    const server = workspaceServer()
    const { user } = show('owner', 'o')
    await user.click(screen.getByRole('button', { name: 'Invite' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Invite' }))
    expect(await screen.findByText('http://waymark.test/join/i.s')).toBeVisible()
    expect(server.bodiesOf('POST', INVITATIONS)).toEqual([{ role: 'editor' }])
    await user.click(screen.getByRole('button', { name: 'Copy link' }))
    expect(await navigator.clipboard.readText()).toBe('http://waymark.test/join/i.s')
    await user.click(screen.getByRole('button', { name: 'Done' }))

    const list = await screen.findByRole('list', { name: 'Invited' })
    expect(list).toHaveTextContent('Whoever has the link')
    await user.click(within(list).getByRole('button', { name: /^Revoke the invitation/ }))
    expect(await screen.findByText('Invitation revoked')).toBeInTheDocument()
    await vi.waitFor(() => expect(screen.queryByRole('list', { name: 'Invited' })).toBeNull())
  })

  test('says that a letter is on its way where there is a mail server', async () => {
    const server = workspaceServer({ isSent: true })
    const { user } = show('owner', 'o')
    await user.click(screen.getByRole('button', { name: 'Invite' }))
    await user.type(screen.getByLabelText(/^E-mail/), 'ann@example.org{Enter}')
    expect(await screen.findByText(/A letter is on its way to ann@example.org/)).toBeVisible()
    expect(server.bodiesOf('POST', INVITATIONS)).toEqual([{ role: 'editor', email: 'ann@example.org' }])
  })
})
