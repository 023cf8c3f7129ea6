import { startWaymark } from '#tests/e2e/support/waymark-process.ts'
import { uploadFile } from './upload-file.ts'

export const BENCH_TOKEN = 'bench-token-0123456789abcdef0123456789'

/** The real program, a process of its own, on a data folder that is deleted at the end. */
export interface BenchServer {
  readonly url: string
  readonly dataFolder: string
  /** Of the process that started everything else. */
  readonly pid: () => number
  /** Signs a browser in as owner. */
  readonly ownerLink: string
  /** A request with owner rights. Throws unless the answer is 2xx. */
  readonly json: <Body>(method: string, path: string, body?: unknown) => Promise<Body>
  /** Makes a dataset of a file on this disk. */
  readonly upload: (file: string) => Promise<{ readonly id: string; readonly job: string }>
  /** Stops it and starts it again on the same folder and port. */
  readonly restart: () => Promise<void>
}

/** Runs a bench against a server of its own and clears up whatever happens. */
export async function withBenchServer<Value>(use: (server: BenchServer) => Promise<Value>): Promise<Value> {
  let waymark = await startWaymark({ token: BENCH_TOKEN })
  const { url, ownerLink, dataFolder } = waymark

  const request = async (method: string, route: string, init: RequestInit): Promise<Response> => {
    const headers = { authorization: `Bearer ${BENCH_TOKEN}`, ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(url + route, { ...init, method, headers })
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`)
    return response
  }

  try {
    return await use({
      url,
      ownerLink,
      dataFolder,
      pid: () => waymark.pid,
      async json<Body>(method: string, route: string, body?: unknown) {
        const init =
          body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
        const text = await (await request(method, route, init)).text()
        return (text === '' ? undefined : JSON.parse(text)) as Body
      },
      upload: (file) => uploadFile(`${url}/api/datasets`, BENCH_TOKEN, file),
      async restart() {
        await waymark.stop()
        waymark = await startWaymark({ token: BENCH_TOKEN, dataFolder, port: Number(new URL(url).port) })
      },
    })
  } finally {
    await waymark.stop()
    await waymark.clean()
  }
}
