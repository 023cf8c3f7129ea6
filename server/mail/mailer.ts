import type { BaseLogger } from 'pino'
import { SECOND_MS } from '#shared/lib/time.ts'

/** What a person is written. Plain text: nothing in it runs or is fetched. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Whether the mail server took it; why not is logged. */
  send(letter: Letter): Promise<boolean>
}

interface Needs {
  /** `WAYMARK_SMTP_URL`; `null`: there is no mail server. */
  readonly smtpUrl: string | null
  /** `WAYMARK_MAIL_FROM`. */
  readonly from: string
  readonly logger: Pick<BaseLogger, 'warn'>
}

const ANSWER_MS = 10 * SECOND_MS

/** Sends mail by the server that is set; `null` when none is. The library is loaded with the first letter. */
export function createMailer({ smtpUrl, from, logger }: Needs): Mailer | null {
  if (smtpUrl === null) return null
  return {
    async send(letter) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport(smtpUrl, { from })
      try {
        const timeouts = { connectionTimeout: ANSWER_MS, greetingTimeout: ANSWER_MS, socketTimeout: ANSWER_MS }
        Object.assign(transport.options, timeouts)
        await transport.sendMail(letter)
        return true
      } catch (error) {
        logger.warn({ err: error }, 'a letter could not be sent')
        return false
      } finally {
        transport.close()
      }
    },
  }
}
