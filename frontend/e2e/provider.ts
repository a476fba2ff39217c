import { createHash, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { execFile } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

/** What a provider says of somebody; the subject is who they are to it. */
export interface Claims {
  sub: string;
  name?: string;
  email?: string;
  groups?: string[];
}

interface Code {
  issuer: string;
  client: string;
  nonce: string;
  challenge: string;
  claims: Claims;
}

/** What a certificate for this machine is made with; the key is printed before it. */
const certificate = [
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
  ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', '-', '-out', '-'],
];

/**
 * An identity provider that lets anybody be whoever the journey says next, with any words in their name. Each path is an
 * issuer of its own. Nobody sees its pages: it has none.
 */
export class Provider {
  private readonly codes = new Map<string, Code>();
  private who: Claims | undefined;

  private constructor(
    readonly address: string,
    /** Its certificate, which nobody else has signed. */
    readonly certificate: string,
    private readonly keys: { publicKey: KeyObject; privateKey: KeyObject },
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<Provider> {
    const { stdout: made } = await promisify(execFile)('openssl', certificate);
    const server = createServer({ key: made, cert: made });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stop = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const provider = new Provider(`https://127.0.0.1:${port}`, made.slice(made.indexOf('-----BEGIN CERT')), keys, stop);
    server.on('request', (request, response) => void provider.answer(request, response));
    return provider;
  }

  /** Whoever comes from now on is this person. */
  nextIs(who: Claims): void {
    this.who = who;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    const [, name = '', ...rest] = url.pathname.split('/');
    const issuer = `${this.address}/${name}`;
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (rest.join('/')) {
      case '.well-known/openid-configuration':
        return void json(200, this.describe(issuer));
      case 'keys':
        return void json(200, { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] });
      case 'authorize':
        return void response.writeHead(302, { location: this.authorize(issuer, url.searchParams) }).end();
      case 'token': {
        const token = this.token(new URLSearchParams(await bodyOf(request)));
        return void json(token === undefined ? 400 : 200, token ?? { error: 'invalid_grant' });
      }
      default:
        return void json(404, {});
    }
  }

  private describe(issuer: string) {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  private authorize(issuer: string, asked: URLSearchParams): string {
    const text = (name: string) => asked.get(name) ?? '';
    const code = randomUUID();
    if (this.who === undefined) throw new Error('nobody was said to sign in');
    this.codes.set(code, {
      issuer,
      client: text('client_id'),
      nonce: text('nonce'),
      challenge: text('code_challenge'),
      claims: this.who,
    });
    const back = new URL(text('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', text('state'));
    return back.href;
  }

  private token(asked: URLSearchParams) {
    const code = this.codes.get(asked.get('code') ?? '');
    this.codes.delete(asked.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (code?.challenge !== challenge) return undefined;
    const now = Math.floor(Date.now() / 1000);
    const { issuer: iss, client: aud, nonce, claims } = code;
    const signed = [
      { alg: 'RS256', kid: 'one', typ: 'JWT' },
      { iss, aud, nonce, iat: now, exp: now + 300, auth_time: now, amr: ['mfa'], ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createSign('sha256').update(signed).sign(this.keys.privateKey, 'base64url');
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: `${signed}.${signature}` };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
