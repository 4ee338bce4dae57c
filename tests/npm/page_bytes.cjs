// Prints, as JSON, what the other encoder makes of each line on one model of printer.
// node page_bytes.cjs MODULES MODEL LINE...
const [modules, printerModel, ...lines] = process.argv.slice(2);
const loaded = require(`${modules}/@point-of-sale/receipt-printer-encoder/dist/receipt-printer-encoder.cjs`);
const Encoder = loaded.default || loaded;
const jobs = lines.map((line) => {
  const encoder = new Encoder({ printerModel, newline: '\n' });
  return Buffer.from(encoder.codepage('rk1048').text(line).encode()).toString('hex');
});
console.log(JSON.stringify(jobs));
