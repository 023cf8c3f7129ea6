import { isWeakPassword } from '#server/auth/weak-passwords.ts'
import { DoorError } from './door-error.ts'

/** Refuses a password that is among the first that somebody would try; `about`: what is known of the person anyway. */
export async function requireStrongPassword(password: string, about: readonly string[] = []): Promise<void> {
  if (await isWeakPassword(password, about)) throw new DoorError('password-too-common')
}
