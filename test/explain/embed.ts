/** Where a text is found in real life. */
export const EMBEDDED: Record<string, (text: string) => string> = {
  'a Python trace': (text) => `Traceback (most recent call last):
  File "/app/.venv/lib/python3.12/site-packages/httpx/_transports/default.py", line 101, in map_httpcore_exceptions
    yield
  File "/app/.venv/lib/python3.12/site-packages/qdrant_client/http/api_client.py", line 95, in send
    response = self.middleware(request, self.send_inner)
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
The above exception was the direct cause of the following exception:
qdrant_client.http.exceptions.ResponseHandlingException: ${text}
`,
  'a Python gRPC trace': (
    text,
  ) => `grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:
	details = "${text.replaceAll('"', '\\"')}"
	debug_error_string = "UNKNOWN:Error received from peer  {grpc_message:"..", created_time:"2026-11-26T06:00:00.1+00:00"}"
>`,
  'a JavaScript trace': (text) => `node:internal/deps/undici/undici:13510
      Error.captureStackTrace(err);
            ^
Error: ${text}
    at async fetchJson (file:///app/node_modules/@qdrant/openapi-typescript-fetch/dist/esm/fetcher.js:142:22)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  headers: Headers {}, url: 'http://10.9.8.7:16333/collections/orders'
}`,
  'a Rust error': (text) =>
    `thread 'main' panicked at src/main.rs:14:10:\ncalled \`Result::unwrap()\` on an \`Err\` value: ResponseError { status: Status { code: Unknown, message: ${JSON.stringify(text)}, metadata: MetadataMap { headers: {"date": "Thu, 26 Nov 2026 06:00:00 GMT"} } } }`,
  'a Go error': (text) =>
    `2026/11/26 06:00:00 could not list collections: Get "https://qdrant.prod.svc:6333/collections": ${text}\nexit status 1`,
  'a Java trace': (
    text,
  ) => `Exception in thread "main" java.util.concurrent.ExecutionException: io.grpc.StatusRuntimeException: UNKNOWN: ${text}
	at com.google.common.util.concurrent.AbstractFuture.getDoneValue(AbstractFuture.java:594)
	at io.qdrant.client.QdrantClient.lambda$listCollectionsAsync$2(QdrantClient.java:211)
	... 12 more`,
  'a .NET trace': (
    text,
  ) => `Unhandled exception. Grpc.Core.RpcException: Status(StatusCode="Internal", Detail="${text}")
   at Qdrant.Client.QdrantClient.ListCollectionsAsync(CancellationToken cancellationToken) in /_/src/Qdrant.Client/QdrantClient.cs:line 330`,
  'a coloured log': (text) =>
    `\x1b[2m2026-11-26T06:00:00.123456Z\x1b[0m \x1b[33m WARN\x1b[0m \x1b[2mqdrant::settings\x1b[0m\x1b[2m:\x1b[0m \x1b[1m${text.replace(' ', '\x1b[0m \x1b[31m')}\x1b[0m`,
  'a docker log': (text) =>
    `qdrant-1  | 2026-11-26T06:00:00.123456Z  INFO qdrant: some line\nqdrant-1  | ${text}\n`,
  'JSON in JSON': (text) =>
    JSON.stringify({ level: 'error', msg: JSON.stringify({ status: { error: text } }) }),
  'Windows line ends': (text) => `error:\r\n${text.replaceAll(' ', '\r\n    ')}\r\n`,
  'a narrow terminal': (text) => (text.match(/[\s\S]{1,23}/g) ?? []).join('\n'),
  HTML: (text) =>
    `<pre>${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</pre>`,
  'a mail': (text) => `> I get this:\n> ${text.replaceAll('\n', '\n> ')}\n\nAny idea?`,
}
