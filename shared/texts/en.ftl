## every action

problem-malformed-body = The request could not be read
    .detail = The body is not JSON of the form that the API document gives. Nothing was changed.
problem-malformed-query = The address could not be read
    .detail = Check the part after the question mark against the API document.
problem-unsupported-media-type = The request is not JSON
    .detail = Send the body as application/json.
problem-body-too-large = The request is too large
    .detail = Send less at once. Files are uploaded by their own link.
problem-method-not-allowed = This address does not do that
    .detail = Look up the method in the API document.
problem-not-found = Not found
    .detail = There is nothing here that you can see. Check the address.
problem-sign-in-required = Sign in first
    .detail = Sign in and try again.
problem-token-expired = Your sign-in has run out
    .detail = Sign in again; what you saved is still there.
problem-token-invalid = Your sign-in is not valid
    .detail = Sign in again.
problem-not-permitted = Your account may not do this
    .detail = Ask an administrator if you need to.
problem-cross-site-request = The request came from another site
    .detail = Open this service directly and try again.
problem-idempotency-key-required = The request has no Idempotency-Key
    .detail = Send a header Idempotency-Key of 8 to 128 characters, new for each intent.
problem-idempotency-key-reused = The Idempotency-Key was used for something else
    .detail = Use a new key for a new request.
problem-invalid-input = Please correct what is marked
    .detail = Nothing was changed. Each entry says what to do.
problem-invalid-cursor = The page cannot be continued from there
    .detail = Start from the first page.
problem-changed-meanwhile = Somebody changed this at the same moment
    .detail = Look at it again and repeat what you did.
problem-too-many-requests = Too many tries
    .detail = Wait a little, then try again.
problem-unavailable = Not available just now
    .detail = Try again in a moment. Nothing was lost.
problem-internal = Something went wrong on our side
    .detail = Try again. If it stays, quote the request id to the office.

field-required = Fill this in.
field-malformed = This is not of the right form.

## documents

problem-too-many-uploads = This application has had all its uploads
    .detail = Up to 200 uploads can be asked for in one application. Write to the office if you need more.

field-unknown-slot = This programme does not ask for such a document. Choose one from the list.
field-format-not-taken = This document is not taken in that format. The list says which formats are.
field-photo-not-jpeg = The photo must be a JPEG file (.jpg or .jpeg).
field-file-empty = The file is empty. Choose another one.
field-file-too-large = The file is too large. The list says how large it may be; make it smaller and try again.

refusal-upload-altered = The file that arrived is not the one you chose. Upload it again.
refusal-application-locked = The file came after you submitted the application, so it does not count.
refusal-type-mismatch = The file is not what its name says. Save it again as JPEG, PNG or PDF and upload that.
refusal-file-damaged = The file is damaged or not complete. Open it on your side; if it looks right, save it again and upload that.
refusal-hidden-data = Another file is hidden behind the end of this one. Save it again from your picture or PDF program and upload that.
refusal-picture-kind-unsupported = This is a rare kind of picture that cannot be shown here. Save it as an ordinary JPEG and upload that.
refusal-picture-too-large = The picture has too many pixels. Make it smaller: 12 000 on a side and 50 million in all are the most; 25 million for the photo.
refusal-pdf-encrypted = The PDF is locked with a password or with restrictions. Save a copy without them and upload that.
refusal-pdf-active-content = The PDF contains a script, a form program, an attachment or a film. Print it to a new PDF and upload that.
refusal-pdf-unreadable = The PDF is packed in a way that cannot be checked. Print it to a new PDF and upload that.
refusal-photo-not-jpeg = The photo must be a JPEG file (.jpg or .jpeg).
refusal-photo-too-small = The photo is too small. It needs at least 300 × 420 pixels.
refusal-photo-not-portrait = The photo must be upright like an ID photo, about 3 wide to 4 high. Crop it and upload that.
refusal-photo-background = The background of the photo must be plain white or blue. Use an official ID photo.
