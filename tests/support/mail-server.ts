import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

interface ReceivedLetter {
  readonly to: readonly string[]
  /** Headers and body as they came, soft line breaks taken out. */
  readonly text: string
}

export interface MailServer {
  readonly url: string
  readonly letters: readonly ReceivedLetter[]
}

/** A real mail server on a free port, which keeps what it is given; closed when the test is over. */
export async function startMailServer(): Promise<MailServer> {
  const letters: ReceivedLetter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void text(stream).then((received) => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        letters.push({ to, text: received.replaceAll(/=\r\n/g, '').replaceAll('=3D', '=') })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, letters }
}
