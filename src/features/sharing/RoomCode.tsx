import { Download } from 'lucide-react'
import { useMemo } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { Button } from '#src/ui/Button.tsx'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { downloadPicture } from './download-picture.ts'
import { qrPictureOf, qrSvgOf } from './qr-picture.ts'

interface RoomCodeProps {
  readonly share: ShareItem
  readonly title: string
}

/** A link for the people in a room: a code to scan from the wall, and the address for those who cannot. */
export function RoomCode({ share, title }: RoomCodeProps) {
  const { url, name } = share
  const picture = useMemo(() => qrPictureOf(url), [url])
  const { side, path } = picture
  const download = (type: 'svg' | 'png'): void => void downloadPicture(qrSvgOf(picture), `${name} – ${title}`, type)

  return (
    <div className="flex flex-col items-center gap-4 text-center">
      <p className="text-2xl font-semibold tracking-tight">Scan to join</p>
      <svg
        role="img"
        aria-label={`QR code of the link ${name}`}
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        className="aspect-square w-[min(100%,60dvh)] rounded-xl bg-white forced-color-adjust-none"
      >
        <path d={path} fill="#000" />
      </svg>
      <p className="max-w-full font-mono text-sm break-all select-all">{url.replace(/^https?:\/\//, '')}</p>
      {share.hasPassword && <p className="text-sm text-ink-muted">It asks for the password of the link as well.</p>}
      <div className="flex flex-wrap justify-center gap-2">
        <CopyButton text={url} label="Copy link" />
        <Button size="sm" icon={Download} onClick={() => download('svg')}>
          Download SVG
        </Button>
        <Button size="sm" icon={Download} onClick={() => download('png')}>
          Download PNG
        </Button>
      </div>
    </div>
  )
}
