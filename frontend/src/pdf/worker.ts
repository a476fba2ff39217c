// The worker in which pdf.js reads: a file of its own, so that it is built as every other script is.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
