import type { FastifyBaseLogger } from 'fastify'
import type { Auth } from '#server/auth/auth.ts'
import type { Letter, Mailer } from '#server/mail/mailer.ts'

interface Needs {
  readonly auth: Pick<Auth, 'accounts' | 'addresses'>
  readonly mailer: Mailer | null
  /** The address that people use. */
  readonly url: () => string
}

/** What a person is told of that changed how they sign in. */
const CHANGES = {
  password: 'The password of your account was changed.',
  'passkey-added': 'A passkey was added to your account.',
  'passkey-removed': 'A passkey was removed from your account.',
} as const

const NOT_YOU =
  'If it was not you, set a new password from the sign-in page, look through your passkeys and browsers on your account page, and tell whoever manages your workspace.'

export type Letters = ReturnType<typeof createLetters>

/** What goes to people's own addresses. None of it is waited for: how long it takes would say whether somebody is written to. */
export function createLetters({ auth, mailer, url }: Needs) {
  function send(log: FastifyBaseLogger, letter: () => Promise<Letter | null>): void {
    if (mailer === null) return
    void letter()
      .then((written) => written && mailer.send(written))
      .catch((error: unknown) => log.error({ err: error }, 'a letter could not be written'))
  }

  return {
    /** A person claims this address: its owner gets the link that proves it, or is told that they have an account. */
    async claim(log: FastifyBaseLogger, personId: string, email: string): Promise<void> {
      const { token } = await auth.addresses.claim(personId, email)
      send(log, async () => (token === null ? taken(email, url()) : confirmation(email, `${url()}/confirm/${token}`)))
    },

    /** To the address that stood there before. */
    addressChanged: (log: FastifyBaseLogger, before: string): void =>
      send(log, async () => ({
        to: before,
        subject: 'Your address on Waymark was changed',
        text: `Your account on Waymark has another e-mail address now; this one does not sign you in any more.\n\nIf it was not you, tell whoever manages your workspace: they can put it right.\n`,
      })),

    /** Only to an address that is proved: another one may be somebody else's. */
    changed: (log: FastifyBaseLogger, personId: string, what: keyof typeof CHANGES): void =>
      send(log, async () => {
        const { email, isVerified } = await auth.accounts.find(personId)
        if (email === null || !isVerified) return null
        return { to: email, subject: 'Your Waymark account was changed', text: `${CHANGES[what]}\n\n${NOT_YOU}\n` }
      }),

    /** A link for a new password for everybody who has given this address. */
    reset: (log: FastifyBaseLogger, email: string): void =>
      send(log, async () => {
        const resets = await auth.accounts.resetsFor(email)
        if (resets.length === 0) return null
        const links = resets.map(({ name, token }) =>
          resets.length === 1 ? `${url()}/reset/${token}` : `${name}: ${url()}/reset/${token}`,
        )
        return {
          to: email,
          subject: 'A new password for Waymark',
          text: `Somebody, hopefully you, wants to set a new password for Waymark. This link does it, once, within half an hour:\n\n${links.join('\n')}\n\nIf it was not you, nothing has changed: ignore this letter.\n`,
        }
      }),
  }
}

const confirmation = (email: string, link: string): Letter => ({
  to: email,
  subject: 'Confirm your e-mail address for Waymark',
  text: `Somebody, hopefully you, wants to use this address on Waymark. This link confirms that it is yours, once, within two days:\n\n${link}\n\nIf it was not you, ignore this letter: the address stays unused.\n`,
})

const taken = (email: string, url: string): Letter => ({
  to: email,
  subject: 'You have an account on Waymark already',
  text: `Somebody, perhaps you, gave this address for another account on Waymark. It belongs to an account already: sign in with it, or ask for a new password there:\n\n${url}/\n\nIf it was not you, nothing has changed: ignore this letter.\n`,
})
