"""The page of `letter html` by WeasyPrint: `weasyprint_letter.py HTML FILE`."""

import re
import sys

from weasyprint import HTML

HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/a-2u")
with open("/proc/self/status") as status:
    print(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1])
