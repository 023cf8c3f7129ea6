import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { AccountBody, ApiTokenItem } from '#shared/contract/rest/accounts.ts'
import type { PasskeyItem } from '#shared/contract/rest/passkeys.ts'
import { Account } from '#src/features/account/Account.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const ME = { id: 'me', kind: 'person', name: 'Ann', color: 2, workspaces: [] }

/** An account that really changes. */
function accountServer(
  initial: Partial<AccountBody>,
  { mail = false, isProved = true, owned = [] as readonly { id: string; name: string }[] } = {},
) {
  let account: AccountBody = { email: null, isVerified: false, pendingEmail: null, hasPassword: false, ...initial }
  let proved = isProved
  let tokens: readonly ApiTokenItem[] = []
  const key = { isSynced: false, createdAt: 0, lastUsedAt: null }
  let passkeys: readonly PasskeyItem[] = [
    { ...key, id: 'k1', name: 'Phone', isSynced: true },
    { ...key, id: 'k2', name: 'Laptop' },
  ]
  let sessions = [
    { id: 'here', client: 'Firefox on Linux', createdAt: 0, lastSeenAt: Date.now(), isThis: true },
    { id: 'there', client: null, createdAt: 0, lastSeenAt: 0, isThis: false },
  ]
  return answeringServer(({ method, path, body }) => {
    const id = path.split('/')[4]
    if (path === '/api/session') return { body: ME }
    if (path === '/api/sign-in') return { body: { mail, sso: null, passkeys: true } }
    if (path.startsWith('/api/account/passkeys')) {
      if (method === 'GET') return { body: { passkeys, canAdd: true } }
      if (!proved) return 'proof-needed'
      if (passkeys.length === 1) return 'last-way-in'
      passkeys = passkeys.filter((passkey) => passkey.id !== id)
      return { status: 204 }
    }
    if (path === '/api/account/proof') {
      proved = (body as { password: string }).password === 'right'
      return proved ? { status: 204 } : 'password-not-right'
    }
    if (path === '/api/account' && method === 'PATCH') {
      const { email, current, password } = body as { email?: string; current?: string; password?: string }
      if (account.hasPassword && current !== 'right') return 'password-not-right'
      account = {
        ...account,
        ...(mail
          ? { pendingEmail: email === account.email ? null : (email ?? null) }
          : { email: email ?? account.email }),
        hasPassword: account.hasPassword || password !== undefined,
      }
      return { body: account }
    }
    if (path === '/api/account/deletion') return { body: { ownedAlone: owned, proof: 'password' } }
    if (path === '/api/account' && method === 'DELETE')
      return (body as { password?: string }).password === 'right' ? { status: 204 } : 'password-not-right'
    if (path === '/api/account') return { body: account }
    if (path.startsWith('/api/account/sessions')) {
      if (method === 'DELETE') {
        sessions = sessions.filter((session) => session.id !== id)
        return { status: 204 }
      }
      return { body: { sessions } }
    }
    if (method === 'DELETE') {
      tokens = tokens.filter((token) => token.id !== id)
      return { status: 204 }
    }
    if (method === 'POST') {
      const made = {
        id: 't1',
        createdAt: 0,
        expiresAt: null,
        lastUsedAt: null,
        ...(body as Pick<ApiTokenItem, 'name' | 'scope'>),
      }
      tokens = [made, ...tokens]
      return { status: 201, body: { ...made, token: 'wmk_secret' } }
    }
    return { body: { tokens } }
  })
}

test('gives who came by the owner link an e-mail address and a password, without asking for one', async () => {
  const server = accountServer({ email: null, hasPassword: false })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('E-mail'), 'ann@example.org')
  await user.type(screen.getByLabelText('Password'), 'correct horse battery')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByLabelText('New password')).toBeVisible()
  expect(server.bodiesOf('PATCH', '/api/account')).toEqual([
    { email: 'ann@example.org', password: 'correct horse battery' },
  ])
})

test('changes a password only with the one that holds now', async () => {
  const server = accountServer({ email: 'ann@example.org', hasPassword: true })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('New password'), 'another long one')
  const current = screen.getByLabelText(/Your password now/)
  await user.type(current, 'wrong{Enter}')
  expect(await screen.findByRole('alert')).toHaveTextContent('This is not your password.')
  await user.clear(current)
  await user.type(current, 'right{Enter}')
  expect(await screen.findByText('Saved')).toBeInTheDocument()
  expect(server.bodiesOf('PATCH', '/api/account').at(-1)).toEqual({ password: 'another long one', current: 'right' })
})

test('signs another browser out, and this one not', async () => {
  accountServer({ email: null, hasPassword: false })
  renderWithCache(<Account notices={null} />)
  const list = await screen.findByRole('list', { name: 'Browsers' })
  expect(within(list).getByText('This one')).toBeVisible()
  await userEvent.click(within(list).getByRole('button', { name: 'Sign out' }))
  expect(await screen.findByText('Signed out there')).toBeInTheDocument()
  await expect.poll(() => within(list).queryByRole('button', { name: 'Sign out' })).toBeNull()
})

test('makes a token, shows it once, and revokes it after a question', async () => {
  const server = accountServer({ email: null, hasPassword: false })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'New token' }))
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Shop ')
  await user.click(screen.getByRole('radio', { name: 'Send events' }))
  await user.click(screen.getByRole('button', { name: 'Create token' }))
  expect(await screen.findByText('wmk_secret')).toBeVisible()
  expect(server.bodiesOf('POST', '/api/account/tokens')).toEqual([{ name: 'Shop', scope: 'ingest', days: 90 }])
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(screen.queryByText('wmk_secret')).toBeNull()

  const list = await screen.findByRole('list', { name: 'Tokens' })
  expect(list).toHaveTextContent('Shop')
  expect(list).toHaveTextContent('Send events · no end · never used')
  await user.click(within(list).getByRole('button', { name: 'Revoke' }))
  await user.click(await screen.findByRole('button', { name: 'Revoke token' }))
  expect(await screen.findByText(/None yet. A token lets/)).toBeVisible()
})

test('deletes the account once the password is right', async () => {
  const server = accountServer({ email: 'ann@example.org', hasPassword: true })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Delete my account' }))
  const dialog = await screen.findByRole('alertdialog')
  const confirm = within(dialog).getByRole('button', { name: 'Delete my account' })
  expect(confirm).toBeDisabled()
  const field = await within(dialog).findByLabelText('Your password, to be sure that it is you')
  await user.type(field, 'wrong')
  await user.click(confirm)
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('This is not your password.')
  await user.clear(field)
  await user.type(field, 'right')
  await user.click(confirm)
  expect(server.bodiesOf('DELETE', '/api/account')).toEqual([{ password: 'wrong' }, { password: 'right' }])
})

test('names the workspaces that would be without an owner', async () => {
  accountServer({ email: 'ann@example.org', hasPassword: true }, { owned: [{ id: 'first', name: 'Sales' }] })
  renderWithCache(<Account notices={null} />)
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Delete my account' }))
  const dialog = await screen.findByRole('alertdialog')
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('Sales would have no owner')
  expect(within(dialog).getByRole('button', { name: 'Delete my account' })).toBeDisabled()
})

test('an address waits until its letter was opened, and can be taken back', async () => {
  const server = accountServer({ email: 'ann@example.org', isVerified: true, hasPassword: true }, { mail: true })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  const email = await screen.findByLabelText('E-mail')
  await vi.waitFor(() => expect(email).toHaveAccessibleDescription('Confirmed.'))
  await user.clear(email)
  await user.type(email, 'ann@home.example')
  await user.type(screen.getByLabelText(/Your password now/), 'right{Enter}')
  expect(await screen.findByText('Open the link that was sent to ann@home.example')).toBeInTheDocument()
  const waiting = await screen.findByLabelText('E-mail')
  expect(waiting).toHaveValue('ann@home.example')
  expect(waiting).toHaveAccessibleDescription(/Until then you sign in with ann@example.org/)
  expect(screen.getByRole('button', { name: 'Send the link' })).toBeEnabled()

  await user.clear(waiting)
  await user.type(waiting, 'ann@example.org')
  await user.type(screen.getByLabelText(/Your password now/), 'right')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await vi.waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('Confirmed.'))
  expect(server.bodiesOf('PATCH', '/api/account').at(-1)).toEqual({ email: 'ann@example.org', current: 'right' })
})

test('asks who it is before a passkey is removed, goes on then, and keeps the only way in', async () => {
  const server = accountServer({ hasPassword: true }, { isProved: false })
  renderWithCache(<Account notices={null} />)
  const user = userEvent.setup()
  const list = await screen.findByRole('list', { name: 'Passkeys' })
  expect(list).toHaveTextContent(/Phone.*synced between devices.*never used/)
  await user.click(within(list).getByRole('button', { name: 'Remove Phone' }))
  await user.click(await screen.findByRole('button', { name: 'Remove passkey' }))

  const dialog = await screen.findByRole('dialog', { name: 'Is it you?' })
  expect(within(dialog).getByRole('button', { name: 'Use a passkey' })).toBeVisible()
  await user.type(within(dialog).getByLabelText('Your password'), 'wrong{Enter}')
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('This is not your password.')
  await user.clear(within(dialog).getByLabelText('Your password'))
  await user.type(within(dialog).getByLabelText('Your password'), 'right{Enter}')
  expect(await screen.findByText('Passkey removed')).toBeInTheDocument()
  expect(server.bodiesOf('POST', '/api/account/proof')).toHaveLength(2)

  await user.click(
    within(await screen.findByRole('list', { name: 'Passkeys' })).getByRole('button', { name: 'Remove Laptop' }),
  )
  await user.click(await screen.findByRole('button', { name: 'Remove passkey' }))
  expect(await screen.findByText(/This is the only way in that you have/)).toBeVisible()
})
