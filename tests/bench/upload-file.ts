import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

const BOUNDARY = 'waymark-bench-8f14e45fceea167a'
const CHUNK_BYTES = 1024 * 1024

/**
 * Sends a file as a form, as a browser does, and gives the answer's JSON. Straight from the disk to the socket: `fetch` with a form takes
 * more of the processor than the server that receives it, and on two cores it is the client that would be measured. Throws unless it is 2xx.
 */
export async function uploadFile<Body>(url: string, token: string, file: string): Promise<Body> {
  const head = Buffer.from(
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${path.basename(file)}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n',
  )
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`)
  const { size } = await stat(file)
  const sending = request(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': head.length + size + tail.length,
    },
  })
  const answered = new Promise<Body>((resolve, reject) => {
    sending.once('error', reject)
    sending.once('response', (response) => {
      json(response).then((body) => {
        if (Math.floor((response.statusCode ?? 0) / 100) === 2) resolve(body as Body)
        else reject(new Error(`POST ${url}: ${response.statusCode} ${JSON.stringify(body)}`))
      }, reject)
    })
  })
  sending.write(head)
  await pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), sending, { end: false })
  sending.end(tail)
  return answered
}
