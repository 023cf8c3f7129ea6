import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { JoinForm } from '#src/features/signing-in/JoinForm.tsx'
import { NewPasswordForm } from '#src/features/signing-in/NewPasswordForm.tsx'
import { SignInForm } from '#src/features/signing-in/SignInForm.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

describe('SignInForm', () => {
  const fill = async () => {
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('E-mail'), 'ann@example.org')
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}')
    return user
  }

  test('sends what was typed, and says in one way what did not fit', async () => {
    const server = answeringServer(({ method }) =>
      method === 'POST' ? 'sign-in-failed' : { body: { mail: false, sso: null, passkeys: false } },
    )
    renderWithCache(<SignInForm />)
    await fill()
    expect(await screen.findByRole('alert')).toHaveTextContent('This e-mail address and password do not fit together.')
    expect(server.bodiesOf('POST', '/api/sign-in')).toEqual([{ email: 'ann@example.org', password: 'correct horse' }])
    expect(screen.getByText(/Whoever manages your workspace can make you a link/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /Send me a link/ })).toBeNull()
  })

  test('lets browsers help with the password', () => {
    answeringServer(() => ({ body: { mail: false, sso: null, passkeys: false } }))
    renderWithCache(<SignInForm />)
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('autocomplete', 'username')
    expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password')
  })

  test('has a link for a new password sent where there is a mail server, and promises nothing', async () => {
    const server = answeringServer(({ method }) =>
      method === 'POST' ? { status: 204 } : { body: { mail: true, sso: 'Example', passkeys: false } },
    )
    renderWithCache(<SignInForm />)
    const button = await screen.findByRole('button', { name: 'Send me a link for a new password' })
    expect(button).toBeDisabled()
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('E-mail'), 'ann@example.org')
    await user.click(button)
    expect(await screen.findByText(/If there is an account for ann@example.org/)).toBeVisible()
    expect(server.bodiesOf('POST', '/api/password-reset')).toEqual([{ email: 'ann@example.org' }])
  })
})

test('the way by the provider of identities is a plain link, which takes the invitation along', async () => {
  answeringServer(() => ({ body: { mail: false, sso: 'Example', passkeys: false } }))
  const { unmount } = renderWithCache(<SignInForm />)
  expect(await screen.findByRole('link', { name: 'Continue with Example' })).toHaveAttribute('href', '/sso')
  unmount()
  const invitation = { workspace: 'Sales', role: 'viewer', email: null } as const
  renderWithCache(<JoinForm token="t.s" invitation={invitation} onJoined={vi.fn()} />)
  const link = await screen.findByRole('link', { name: 'Continue with Example' })
  expect(link).toHaveAttribute('href', '/sso?invitation=t.s')
})

describe('JoinForm', () => {
  const show = (email: string | null) => {
    const onJoined = vi.fn()
    renderWithCache(
      <JoinForm token="t.s" invitation={{ workspace: 'Sales', role: 'editor', email }} onJoined={onJoined} />,
    )
    return { onJoined, user: userEvent.setup() }
  }

  test('makes the account and goes on', async () => {
    const server = answeringServer(({ method }) =>
      method === 'GET' ? { body: { mail: false, sso: null, passkeys: false } } : { status: 204 },
    )
    const { user, onJoined } = show(null)
    await user.type(screen.getByLabelText('Your name'), 'Ann')
    await user.type(screen.getByLabelText('E-mail'), 'ann@example.org')
    await user.type(screen.getByLabelText('Password'), 'correct horse battery')
    await user.click(screen.getByRole('button', { name: 'Join Sales' }))
    await vi.waitFor(() => expect(onJoined).toHaveBeenCalledOnce())
    expect(server.bodiesOf('POST', '/api/invitations/t.s/accept')).toEqual([
      { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' },
    ])
  })

  test('keeps the address that the invitation is for', () => {
    answeringServer(({ method }) =>
      method === 'GET' ? { body: { mail: false, sso: null, passkeys: false } } : { status: 204 },
    )
    show('ann@example.org')
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('readonly')
    expect(screen.getByLabelText('E-mail')).toHaveValue('ann@example.org')
  })
})

test('NewPasswordForm says when the link is no longer good', async () => {
  answeringServer(() => 'link-not-valid')
  const onDone = vi.fn()
  renderWithCache(<NewPasswordForm token="t" onDone={onDone} />)
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('New password'), 'correct horse battery{Enter}')
  expect(await screen.findByRole('alert')).toHaveTextContent('This link is not valid')
  expect(onDone).not.toHaveBeenCalled()
})
