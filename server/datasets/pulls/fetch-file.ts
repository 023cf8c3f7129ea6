import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { AddressGuard } from './address-guard.ts'
import { PullError } from './pull-error.ts'

/** By what a server says that a file is still the same. */
export interface FileVersion {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

export interface FetchedFile {
  readonly stream: Readable
  readonly fileName: string
  readonly version: FileVersion
}

interface Wanted {
  readonly url: string
  /** Sent to the server that was named, and to no other that it leads to. */
  readonly header: { readonly name: string; readonly value: string } | null
  /** Of the last time. */
  readonly version: FileVersion
  readonly signal: AbortSignal
}

const MAX_REDIRECTS = 5
const ANSWER_WITHIN_MS = MINUTE_MS
const SILENT_FOR_MS = 30 * SECOND_MS
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Asks for a file; `null`: it did not change. Throws `PullError`; the stream fails by itself when the server falls silent. */
export async function fetchFile(guard: AddressGuard, wanted: Wanted): Promise<FetchedFile | null> {
  const origin = new URL(wanted.url).origin
  let url = new URL(wanted.url)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await ask(
      guard,
      url,
      {
        'user-agent': 'Waymark',
        accept: '*/*',
        ...(wanted.version.etag !== undefined && { 'if-none-match': wanted.version.etag }),
        ...(wanted.version.lastModified !== undefined && { 'if-modified-since': wanted.version.lastModified }),
        ...(wanted.header && url.origin === origin && { [wanted.header.name]: wanted.header.value }),
      },
      wanted.signal,
    )
    const status = response.statusCode ?? 0
    const { location, etag, 'last-modified': lastModified } = response.headers
    if (status === 200) {
      return { stream: response, fileName: nameOf(response, url), version: { etag, lastModified } }
    }
    response.destroy()
    if (status === 304) return null
    if (!REDIRECTS.has(status) || location === undefined) throw new PullError(wordsOf(status, url))
    if (!URL.canParse(location, url.href)) throw new PullError('The server leads to an address that cannot be read.')
    url = new URL(location, url)
  }
  throw new PullError('The server leads from one address to the next without end.')
}

async function ask(
  guard: AddressGuard,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const isPlain = url.protocol === 'http:'
  if (!isPlain && url.protocol !== 'https:') throw new PullError('Only addresses with https:// are fetched.')
  if (isPlain && !guard.isNamed(url.hostname)) {
    throw new PullError(
      'Only addresses with https:// are fetched: without it anybody between could read and change the data.',
    )
  }
  const checked = await guard.resolve(url.hostname)
  const { request } = isPlain ? http : https
  return new Promise((resolve, reject) => {
    const asking = request(url.href, {
      headers,
      signal,
      // The connection goes to the address that was looked at, whatever the name means by now.
      hostname: checked.address,
      // An address has no name that a certificate could be for.
      servername: isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url.hostname : '',
      setHost: false,
      agent: false,
      timeout: SILENT_FOR_MS,
    })
    const late = setTimeout(
      () => asking.destroy(new PullError('The server did not answer within a minute.')),
      ANSWER_WITHIN_MS,
    )
    asking.setHeader('host', url.host)
    asking.on('timeout', () => asking.destroy(new PullError('The server fell silent.')))
    asking.on('response', (response) => {
      clearTimeout(late)
      resolve(response)
    })
    asking.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(late)
      reject(error instanceof PullError ? error : new PullError(`The server could not be asked: ${error.message}`))
    })
    asking.end()
  })
}

function wordsOf(status: number, url: URL): string {
  if (status === 401 || status === 403)
    return `The server does not let us in (${status}). Is the header with the secret right?`
  if (status === 404 || status === 410) return `There is no such file at ${url.host} (${status}).`
  return `The server answered with ${status} instead of a file.`
}

/** As the server calls it, else the last part of the address. What it is, is judged by its content. */
function nameOf({ headers }: http.IncomingMessage, url: URL): string {
  const given = /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1]
  return path.basename(given ?? url.pathname).slice(0, 200) || url.hostname
}
