// PLC + PDS + AppView + Ozone in one node process, seeded, on loopback.
//   node --import ./loopback.mjs stack.mjs FILE_FOR_THE_JSON
// env: DB_POSTGRES_URL, DB_POSTGRES_SCHEMA, REDIS_HOST; OZONE_LAB_PORT_BASE (default 26580)
import fs from 'node:fs'
import http from 'node:http'
import zlib from 'node:zlib'
import { AtpAgent } from '@atproto/api'
import { TestNetwork } from '@atproto/dev-env'

const [outFile] = process.argv.slice(2)
const base = Number(process.env.OZONE_LAB_PORT_BASE || 26580)
const t0 = performance.now()
const lap = {}
const mark = (k) => (lap[k] = Math.round(performance.now() - t0))

const net = await TestNetwork.create({
  dbPostgresSchema: process.env.DB_POSTGRES_SCHEMA || 'lab', // letters and _ only
  plc: { port: base + 2 },
  pds: {
    port: base + 3, hostname: 'localhost', enableDidDocWithSession: true,
    rateLimitsEnabled: /^(1|true)$/.test(process.env.PDS_RATE_LIMITS_ENABLED ?? ''),
  },
  bsky: { port: base + 4, publicUrl: `http://localhost:${base + 4}` },
  ozone: {
    port: base + 7,
    chatUrl: `http://localhost:${base + 10}`, chatDid: 'did:example:chat', // no chat service runs
    dbMaterializedViewRefreshIntervalMs: 5_000, // accountStats/recordsStats in queryStatuses
    statsComputerIntervalMinutes: 1, // tools.ozone.report.getLiveStats
  },
})
mark('network_ms')

// The PDS has no SMTP here; catch what it would send.
const mail = []
for (const m of [net.pds.ctx.mailer, net.pds.ctx.moderationMailer]) {
  const send = m.transporter.sendMail.bind(m.transporter)
  m.transporter.sendMail = async (o) => {
    mail.push({ at: new Date().toISOString(), from: o.from, to: o.to, subject: o.subject, text: o.text, html: o.html })
    return send(o)
  }
}
const dctx = net.ozone.daemon.ctx

// In production the AppView ingests the labelers' label streams; dev-env wires nothing. Without this bridge
// record takedowns (which ARE only a `!takedown` label) and labels never show on the AppView.
let labelCursor = 0
async function bridgeLabels() {
  const rows = await net.ozone.ctx.db.db.selectFrom('label').selectAll().where('id', '>', labelCursor).orderBy('id').limit(500).execute()
  for (const l of rows) {
    const row = { src: l.src, uri: l.uri, cid: l.cid ?? '', val: l.val, neg: l.neg, cts: l.cts, exp: l.exp ?? null }
    await net.bsky.db.db.insertInto('label').values(row)
      .onConflict((oc) => oc.columns(['src', 'uri', 'cid', 'val']).doUpdateSet({ neg: row.neg, cts: row.cts, exp: row.exp })).execute()
    labelCursor = l.id
  }
}
let bridging = Promise.resolve()
const bridge = () => (bridging = bridging.then(bridgeLabels).catch((e) => console.error('label bridge', e)))
// The router turns report events into `report` rows 100 a call, once a minute.
async function route() {
  const at = () => net.ozone.ctx.db.db.selectFrom('job_cursor').select('cursor').where('job', '=', 'queue_router').executeTakeFirst()
  for (let was = null; ;) {
    await dctx.queueRouter.routeReports()
    const now = (await at())?.cursor ?? null
    if (now === was) return
    was = now
  }
}
const bridgeTimer = setInterval(bridge, 250)

// ---------------------------------------------------------------- seed
const users = {}
async function account(name, password, profile) {
  const handle = `${name}.test`
  const email = `${name}@example.com`
  const agent = new AtpAgent({ service: net.pds.url })
  await agent.createAccount({ handle, email, password })
  if (profile) await agent.app.bsky.actor.profile.create({ repo: agent.did }, profile)
  users[name] = { agent, handle, email, password, did: agent.did }
  return users[name]
}
function png(w, h, rgb) { // a plain-colour PNG, made here
  const crcT = [...Array(256).keys()].map((n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0 })
  const crc = (b) => { let c = ~0; for (const x of b) c = crcT[(c ^ x) & 255] ^ (c >>> 8); return ~c >>> 0 }
  const chunk = (t, d) => { const b = Buffer.concat([Buffer.from(t), d]); const l = Buffer.alloc(4), e = Buffer.alloc(4); l.writeUInt32BE(d.length); e.writeUInt32BE(crc(b)); return Buffer.concat([l, b, e]) }
  const hd = Buffer.alloc(13); hd.writeUInt32BE(w, 0); hd.writeUInt32BE(h, 4); hd[8] = 8; hd[9] = 2
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array(w).fill(rgb).flat())])
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', hd), chunk('IDAT', zlib.deflateSync(Buffer.concat(Array(h).fill(row)))), chunk('IEND', Buffer.alloc(0))])
}
const post = (u, text, extra = {}) => u.agent.app.bsky.feed.post.create({ repo: u.did }, { text, createdAt: new Date().toISOString(), ...extra })
const asRecord = (r) => ({ $type: 'com.atproto.repo.strongRef', uri: r.uri, cid: r.cid })
const asAccount = (u) => ({ $type: 'com.atproto.admin.defs#repoRef', did: u.did })
const report = (u, subject, reasonType, reason) =>
  u.agent.com.atproto.moderation.createReport({ subject, reasonType, reason }).then((r) => r.data)
const OLD = 'com.atproto.moderation.defs#'
const NEW = 'tools.ozone.report.defs#'

const seeded = { posts: {}, reports: [] }
async function seedSmall() {
  const staff = [['lab-triage', 'Triage'], ['lab-mod', 'Moderator'], ['lab-mod2', 'Moderator'], ['lab-admin', 'Admin']]
  for (const [n, r] of staff) {
    const u = await account(n, `${n}-pass`, { displayName: `Lab ${n}` })
    await net.ozone[`add${r}Did`](u.did)
  }
  const people = {
    ana: 'Ana Souza', yuki: 'ゆき', omar: 'عمر', lena: 'Lena Schröder', dmitri: 'Дмитрий', meera: 'मीरा', troll: 'tr0ll', spambot: 'FREE $$$',
  }
  for (const [n, d] of Object.entries(people)) await account(n, `${n}-pass`, { displayName: d, description: `lab user ${n}` })
  const P = seeded.posts
  const put = async (k, who, text, langs, extra) => { const r = await post(users[who], text, { langs, ...extra }); P[k] = { uri: r.uri, cid: r.cid, author: who, text }; return r }
  await put('en_hello', 'lena', 'Good morning from the lab. Nothing wrong with this post.', ['en'])
  await put('pt_fish', 'ana', 'Bom dia! O mercado de peixe estava cheio hoje, comprei sardinha.', ['pt'])
  await put('ja_train', 'yuki', '今日は電車が遅れて、会議に間に合いませんでした。本当に疲れました。', ['ja'])
  await put('ar_market', 'omar', 'صباح الخير، ذهبت اليوم إلى السوق واشتريت بعض الخضار والفواكه الطازجة.', ['ar'])
  await put('de_long', 'lena', ('Ein längerer Beitrag über Fahrräder in der Stadt. '.repeat(6)).slice(0, 295), ['de'])
  await put('ru_rude', 'dmitri', 'Вы все ничего не понимаете, какой же это бред.', ['ru'])
  await put('hi_scam', 'meera', 'आज का मौसम बहुत अच्छा है, सभी को नमस्ते।', ['hi'])
  await put('mixed', 'yuki', 'mixed: こんにちは / hello / bonjour 👩🏽‍🚒🏳️‍🌈', ['ja', 'en'])
  await put('nolang', 'troll', 'you are all idiots and i will find you', undefined)
  await put('xss', 'troll', '<img src=x onerror=alert(1)> <script>alert(2)</script> \u202Ertl override\u202C', ['en'])
  const txt = 'WIN NOW https://free-money.invalid/?ref=lab'
  const at = Buffer.byteLength('WIN NOW ')
  await put('spam_link', 'spambot', txt, ['en'], {
    facets: [{ index: { byteStart: at, byteEnd: Buffer.byteLength(txt) }, features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://free-money.invalid/?ref=lab' }] }],
    embed: { $type: 'app.bsky.embed.external', external: { uri: 'https://free-money.invalid/?ref=lab', title: 'Free money', description: 'Really' } },
  })
  for (let i = 0; i < 5; i++) await put(`spam_${i}`, 'spambot', `Buy followers cheap #${i} https://free-money.invalid/${i}`, ['en'])
  const blob = await users.troll.agent.com.atproto.repo.uploadBlob(png(64, 48, [200, 30, 60]), { encoding: 'image/png' })
  await put('image', 'troll', 'picture post', ['en'], { embed: { $type: 'app.bsky.embed.images', images: [{ image: blob.data.blob, alt: 'a red rectangle', aspectRatio: { width: 64, height: 48 } }] } })
  await put('reply', 'troll', 'nobody asked you', ['en'], { reply: { root: asRecord(P.en_hello), parent: asRecord(P.en_hello) } })
  await put('quote', 'dmitri', 'look at this one', ['en'], { embed: { $type: 'app.bsky.embed.record', record: { uri: P.nolang.uri, cid: P.nolang.cid } } })
  await net.processAll(20_000) // the AppView must know records before Ozone can show them
  const R = async (who, subject, type, reason) => { const r = await report(users[who], subject, type, reason); seeded.reports.push({ id: r.id, by: who, reasonType: type }); return r }
  await R('ana', asRecord(P.spam_link), OLD + 'reasonSpam', 'spam link')
  await R('yuki', asRecord(P.spam_link), NEW + 'reasonMisleadingScam', 'phishing')
  await R('omar', asRecord(P.spam_link), NEW + 'reasonMisleadingSpam', undefined)
  await R('lena', asAccount(users.spambot), OLD + 'reasonSpam', 'whole account is spam')
  await R('ana', asRecord(P.nolang), OLD + 'reasonRude', 'insults')
  await R('lena', asRecord(P.nolang), NEW + 'reasonViolenceThreats', 'says he will find us')
  await R('meera', asRecord(P.reply), NEW + 'reasonHarassmentTargeted', 'follows Lena around')
  await R('ana', asRecord(P.image), OLD + 'reasonSexual', 'not labelled')
  await R('yuki', asRecord(P.image), NEW + 'reasonSexualUnlabeled', '性的な画像です')
  await R('omar', asAccount(users.troll), NEW + 'reasonHarassmentHateSpeech', 'خطاب كراهية')
  await R('dmitri', asRecord(P.hi_scam), OLD + 'reasonMisleading', 'ложь')
  await R('troll', asRecord(P.en_hello), OLD + 'reasonViolation', 'false report by a troll')
  await R('troll', asAccount(users.lena), OLD + 'reasonOther', 'i do not like her')
  await R('lena', asRecord(P.xss), NEW + 'reasonRuleSiteSecurity', '<b>html in a reason</b>')
  await R('ana', asRecord(P.ru_rude), NEW + 'reasonHarassmentTroll', undefined)
  await R('yuki', asAccount(users.dmitri), NEW + 'reasonMisleadingImpersonation', 'pretends to be someone')
  await R('meera', asRecord(P.ja_train), NEW + 'reasonSelfHarmContent', 'worried about her')
  await R('lena', asRecord({ uri: `at://${users.troll.did}/app.bsky.actor.profile/self`, cid: (await users.troll.agent.com.atproto.repo.getRecord({ repo: users.troll.did, collection: 'app.bsky.actor.profile', rkey: 'self' })).data.cid }), OLD + 'reasonRude', 'profile')
  await net.processAll(20_000)
}
await seedSmall()
mark('small_seed_ms')
mark('all_ms')

// Many reports for paging and load: n posts by one of `authors` accounts, one report each.
async function flood({ n = 200, authors = 4 }) {
  const t = performance.now()
  const who = []
  for (let i = 0; i < authors; i++) who.push(users[`flood${i}`] ?? (await account(`flood${i}`, 'flood-pass')))
  const types = [OLD + 'reasonSpam', OLD + 'reasonRude', NEW + 'reasonMisleadingScam', NEW + 'reasonHarassmentTroll', OLD + 'reasonOther']
  for (let i = 0; i < n; i++) {
    const a = who[i % who.length], b = who[(i + 1) % who.length]
    const r = await post(a, `flood post ${i} ${Math.random().toString(36).slice(2)}`, { langs: ['en'] })
    await report(b, asRecord(r), types[i % types.length], `flood report ${i}`)
  }
  await settle()
  return { n, ms: Math.round(performance.now() - t) }
}

const info = {
  pid: process.pid,
  urls: { plc: net.plc.url, pds: net.pds.url, appview: net.bsky.url, ozone: net.ozone.url, control: `http://127.0.0.1:${base + 1}` },
  dids: { pds: net.pds.ctx.cfg.service.did, appview: net.bsky.ctx.cfg.serverDid, ozone: net.ozone.ctx.cfg.service.did },
  proxyHeader: `${net.ozone.ctx.cfg.service.did}#atproto_labeler`,
  adminBasic: { user: 'admin', password: 'admin-pass' },
  accounts: Object.fromEntries(Object.entries(users).map(([k, u]) => [k, { handle: u.handle, email: u.email, password: u.password, did: u.did }])),
  ...seeded, timings: lap, rssMb: Math.round(process.memoryUsage().rss / 1048576),
}

// ---------------------------------------------------------------- control server (test helpers; not part of atproto)
const body = (req) => new Promise((ok) => { let s = ''; req.on('data', (d) => (s += d)); req.on('end', () => ok(s ? JSON.parse(s) : {})) })
// push takedowns, make report rows, refresh views, index, carry labels over
const settle = async () => { await net.processAll(60_000); await route(); await bridge() }
const control = {
  'GET /info': () => info,
  'GET /mail': () => mail,
  'GET /mem': () => process.memoryUsage(),
  'POST /process': async () => (await settle(), { ok: true }),
  'POST /reverse-due': async () => (await dctx.eventReverser.findAndRevertDueActions(), await settle(), { ok: true }),
  // make a running suspension/mute end now: {did, recordPath?}
  'POST /expire': async (b) => {
    let q = net.ozone.ctx.db.db.updateTable('moderation_subject_status').set({ suspendUntil: new Date(Date.now() - 1000).toISOString() }).where('did', '=', b.did)
    if (b.recordPath !== undefined) q = q.where('recordPath', '=', b.recordPath)
    const r = await q.executeTakeFirst()
    return { updated: Number(r.numUpdatedRows) }
  },
  'POST /flood': flood,
}
http.createServer(async (req, res) => {
  const f = control[`${req.method} ${req.url}`]
  const send = (c, o) => { res.writeHead(c, { 'content-type': 'application/json' }); res.end(JSON.stringify(o)) }
  if (!f) return send(404, { error: 'no such control', have: Object.keys(control) })
  try { send(200, await f(req.method === 'POST' ? await body(req) : {})) } catch (e) { send(500, { error: String(e?.stack ?? e) }) }
}).listen(base + 1, '127.0.0.1', () => {
  if (outFile) { fs.writeFileSync(outFile + '.part', JSON.stringify(info, null, 1)); fs.renameSync(outFile + '.part', outFile) }
  console.log(JSON.stringify({ ready: true, timings: lap, rssMb: info.rssMb }))
})
let closing = false
for (const s of ['SIGTERM', 'SIGINT']) process.on(s, async () => {
  if (closing) process.exit(1)
  closing = true
  clearInterval(bridgeTimer)
  setTimeout(() => process.exit(1), 8000).unref()
  try { await net.close() } catch {}
  process.exit(0)
})
