import { Button } from '#src/ui/Button.tsx'
import { Notice } from './Notice.tsx'
import { fileSize } from './quantities.ts'
import type { Upload } from './use-upload.ts'
import { WorkProgress } from './WorkProgress.tsx'

/** Where an upload stands; nothing while there is none. */
export function UploadStatus({ upload }: { readonly upload: Upload }) {
  const { state } = upload
  if (state.kind === 'idle') return null
  if (state.kind === 'failed')
    return (
      <Notice
        tone="danger"
        title={`“${state.file.name}” could not be uploaded`}
        action={
          <Button size="sm" onClick={() => upload.start(state.file)}>
            Try again
          </Button>
        }
      >
        {state.words}
      </Notice>
    )
  return (
    <div className="flex flex-col items-center">
      <WorkProgress
        title={`Uploading ${state.file.name}`}
        share={state.share}
        detail={`${fileSize(state.share * state.file.size)} of ${fileSize(state.file.size)}`}
      />
      <Button variant="ghost" onClick={upload.cancel}>
        Cancel
      </Button>
    </div>
  )
}
