import { type CDPSession, expect, type Page } from '@playwright/test'
import { type Person, test } from './support/waymark-test.ts'

/** A device with a screen lock, in the browser itself; its finger is laid on when `touches` says so. */
async function addAuthenticator({ page, context }: Person) {
  const cdp: CDPSession = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    touches: (enabled: boolean) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

/** The page says, on its root, how it last asked the browser for a passkey: `conditional` at the e-mail field. */
const tellHowAsked = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const ask = navigator.credentials.get.bind(navigator.credentials)
    navigator.credentials.get = (options) => {
      document.documentElement.dataset['asked'] = options?.mediation ?? 'at once'
      return ask(options)
    }
  })

const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^You: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
}

test('a passkey is added, named, signs in by the button and by the e-mail field, and is removed', async ({
  waymark,
  join,
}) => {
  // Browsers have passkeys at a name only.
  const owner = await join(waymark.ownerLink.replace('127.0.0.1', 'localhost'))
  const { page } = owner
  const device = await addAuthenticator(owner)
  await tellHowAsked(page)
  await page.goto(`${new URL(page.url()).origin}/account`)
  await page.getByRole('button', { name: 'Add passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill('Laptop')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  const list = page.getByRole('list', { name: 'Passkeys' })
  await expect(list).toContainText('Laptop')
  await expect(list).toContainText('on one device')
  await expect(list).toContainText('never used')
  expect(await device.credentials()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])

  await page.getByRole('button', { name: 'Rename Laptop' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Work laptop')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(list).toContainText('Work laptop')

  // By the button; the device asks for nobody until then.
  await device.touches(false)
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveAttribute('autocomplete', 'username webauthn')
  // Touched before the page has asked at the field, the device would answer that instead of the button.
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'conditional')
  await device.touches(true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()

  // By the e-mail field, which offers it; the device takes the offer by itself.
  const taken = page.waitForResponse((response) => response.url().endsWith('/api/passkey-sign-in'))
  await signOut(page)
  expect((await taken).status()).toBe(204)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(list).toContainText('used just now')

  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove passkey' }).click()
  await expect(page.getByText('None yet. Add one on each device')).toBeVisible()
})
