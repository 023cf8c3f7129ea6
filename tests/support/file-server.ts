import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server of somebody else that has files to be fetched, on this machine. */
export interface FileServer {
  readonly url: string
  /** What it was asked, with the headers. */
  readonly asked: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[]
  /** How it answers from now on. */
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void
}

export async function startFileServer(): Promise<FileServer> {
  const asked: FileServer['asked'] = []
  const files: FileServer = {
    url: '',
    asked,
    answer: (_request, response) => void response.writeHead(404).end(),
  }
  const server = http.createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    files.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return Object.assign(files, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
