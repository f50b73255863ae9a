# Completion for qdrant-auth, made from its command table by npm run reference.

Register-ArgumentCompleter -Native -CommandName 'qdrant-auth' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # Command -> what may follow: Commands and Options with what they say, Valued with the choices of each, Arguments.
    $places = @{
        '' = @{
            Commands = @{ 'init' = 'secure a Qdrant in one go: keys, CA, certificates, config, a first token'; 'keygen' = 'make random keys'; 'config' = 'write and check config.yaml'; 'jwt' = 'mint and understand tokens'; 'certs' = 'make, check, renew and replace certificates'; 'rotate' = 'replace keys without refusing anybody, proved on every node'; 'doctor' = 'ask running nodes what they really do'; 'audit' = 'read the audit log of the server'; 'emit' = 'write deployment files: compose, kubernetes, helm, systemd, proxies, …'; 'snippet' = 'print client code that connects as this server demands'; 'explain' = 'say what an error, a status code or a finding means'; 'completion' = 'print a completion script for bash, zsh, fish or PowerShell'; 'help' = 'print help on a command or a topic' }
            Options = @{ '--version' = 'print the version'; '-V' = 'print the version'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing'; '--help' = 'print help'; '-h' = 'print help' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'init' = @{
            Commands = @{}
            Options = @{ '--name' = 'DNS name or IP address clients use; repeatable (localhost is always in)'; '--cluster' = 'make certificates and config for n nodes'; '--no-tls' = 'plain HTTP, on this machine only'; '--mtls' = 'demand client certificates on REST, and close gRPC'; '--keep-grpc' = 'with --mtls: leave gRPC open without certificates'; '--secrets' = 'where the keys go'; '--yes' = 'ask nothing, take the flags and defaults'; '-y' = 'ask nothing, take the flags and defaults'; '--dry-run' = 'show what would be written, and write nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--name' = @(); '--cluster' = @(); '--secrets' = @('overlay', 'inline', 'env'); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'keygen' = @{
            Commands = @{}
            Options = @{ '--encoding' = 'how bytes become text'; '--bytes' = 'random bytes in a key'; '--allow-weak' = 'allow fewer than 32 bytes'; '--count' = 'how many keys'; '--set' = 'one api_key and one read_only_api_key'; '--name' = 'the setting that env and yaml formats name'; '--format' = 'what is written'; '--output' = 'write to this new file, mode 0600'; '-o' = 'write to this new file, mode 0600'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--encoding' = @('base64url', 'base64', 'hex'); '--bytes' = @(); '--count' = @(); '--name' = @('api_key', 'read_only_api_key', 'alt_api_key'); '--format' = @('text', 'env', 'yaml', 'json'); '--output' = @(); '-o' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'config' = @{
            Commands = @{ 'init' = 'write a commented config.yaml'; 'show' = 'show what the server will really use, with origins'; 'validate' = 'check configuration files as the server reads them'; 'rules' = 'list the rules of validate, or explain one'; 'get' = 'print the value of one setting'; 'set' = 'write one setting into a file, and change nothing else'; 'unset' = 'remove one setting from a file, and change nothing else'; 'schema' = 'print a JSON Schema of config.yaml, for editors' }
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'config init' = @{
            Commands = @{}
            Options = @{ '--profile' = 'one node, a cluster, or behind a TLS proxy'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--profile' = @('single', 'cluster', 'proxy'); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'config show' = @{
            Commands = @{}
            Options = @{ '--all' = 'also settings that have their default'; '--show-secrets' = 'print keys instead of their fingerprints'; '--environment' = 'take this process''s environment, as the server would'; '--env-file' = 'take variables from a file'; '--manifest' = 'take variables from a compose file, Kubernetes manifest or Helm values'; '--service' = 'with --manifest: the service or container'; '--run-mode' = 'RUN_MODE of the server (development; the Docker image has production)'; '--config-path' = 'the server''s --config-path'; '--deb' = 'the server is the Debian package, which also reads /etc/qdrant/config'; '--uid' = 'see files as this user'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--env-file' = @(); '--manifest' = @(); '--service' = @(); '--run-mode' = @(); '--config-path' = @(); '--uid' = @(); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@() ,@())
        }
        'config validate' = @{
            Commands = @{}
            Options = @{ '--disable' = 'leave a rule out; repeatable'; '--fix' = 'mend what is certain: quotes, spelling, place; shows the change and asks'; '--yes' = 'with --fix: do not ask'; '--dry-run' = 'with --fix: show the change and write nothing'; '--format' = 'how findings are printed'; '--fail-on' = 'exit 1 at findings of this level'; '--environment' = 'take this process''s environment, as the server would'; '--env-file' = 'take variables from a file'; '--manifest' = 'take variables from a compose file, Kubernetes manifest or Helm values'; '--service' = 'with --manifest: the service or container'; '--run-mode' = 'RUN_MODE of the server (development; the Docker image has production)'; '--config-path' = 'the server''s --config-path'; '--deb' = 'the server is the Debian package, which also reads /etc/qdrant/config'; '--uid' = 'see files as this user'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--disable' = @(); '--format' = @('text', 'json', 'sarif', 'junit', 'github'); '--fail-on' = @('error', 'warning', 'note'); '--env-file' = @(); '--manifest' = @(); '--service' = @(); '--run-mode' = @(); '--config-path' = @(); '--uid' = @(); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'config rules' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'config get' = @{
            Commands = @{}
            Options = @{ '--show-secrets' = 'print keys instead of their fingerprints'; '--environment' = 'take this process''s environment, as the server would'; '--env-file' = 'take variables from a file'; '--manifest' = 'take variables from a compose file, Kubernetes manifest or Helm values'; '--service' = 'with --manifest: the service or container'; '--run-mode' = 'RUN_MODE of the server (development; the Docker image has production)'; '--config-path' = 'the server''s --config-path'; '--deb' = 'the server is the Debian package, which also reads /etc/qdrant/config'; '--uid' = 'see files as this user'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--env-file' = @(); '--manifest' = @(); '--service' = @(); '--run-mode' = @(); '--config-path' = @(); '--uid' = @(); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@() ,@())
        }
        'config set' = @{
            Commands = @{}
            Options = @{ '--file' = 'the file to change (where it is set now; config/local.yaml for secrets)'; '--value-file' = 'take the value from a file (- is stdin)'; '--value-env' = 'take the value from an environment variable'; '--generate' = 'make a new random key'; '--null' = 'write null, which unsets it'; '--dry-run' = 'show the change and write nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--file' = @(); '--value-file' = @(); '--value-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@() ,@())
        }
        'config unset' = @{
            Commands = @{}
            Options = @{ '--file' = 'the file to change (where it is set now)'; '--dry-run' = 'show the change and write nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--file' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'config schema' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'jwt' = @{
            Commands = @{ 'mint' = 'sign a token that says exactly what it may do'; 'inspect' = 'say what a token is, may do, and is answered'; 'can' = 'say whether a token may call an operation'; 'diff' = 'say what a new token may do that the old one may not'; 'list' = 'list the tokens minted here, with their expiry'; 'renew' = 'sign a token again with a new expiry'; 'revoke' = 'take back a revocable token'; 'unrevoke' = 'give a revoked token back' }
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'jwt mint' = @{
            Commands = @{}
            Options = @{ '--key-file' = 'file with the server''s api_key (- is stdin)'; '--key-env' = 'environment variable with it'; '--config' = 'take the key from the config files of this server directory'; '--alt' = 'the key is the alternate one (alt_api_key)'; '--access' = 'access to everything'; '--collection' = 'access to one collection: read, read-write, points; repeatable'; '--collections-from' = 'expand * and ? in --collection against a file or a server URL'; '--claims' = 'further claims from a JSON file'; '--allow-manage' = 'confirm that the token may do everything'; '--expires' = '30d, 12h, a time, or never'; '--subject' = 'who it is, for the audit log'; '--sub' = 'token for inference services'; '--value-exists' = 'valid only while COLLECTION:KEY=VALUE is there; repeatable'; '--revocable' = 'make it revocable: it is valid while a point in this collection is there'; '--server-version' = 'the server it is for'; '--output' = 'what is printed'; '-o' = 'write to this new file, mode 0600'; '--allow-weak' = 'allow a key of fewer than 32 bytes'; '--dry-run' = 'show the claims and sign nothing'; '--name' = 'what the registry calls it'; '--no-record' = 'leave it out of the registry (.qdrant-auth/tokens.jsonl)'; '--from' = 'mint a token for every row of a file (NDJSON, YAML list or CSV; - is stdin)'; '--from-format' = 'format of the rows, where the name of the file does not say'; '--out-dir' = 'with --from: a new file a token, instead of NDJSON on stdout'; '--strict' = 'with --from: stop at the first bad row'; '--url' = 'the server, such as https://localhost:6333'; '--server-key-file' = 'file with the server''s api_key, for the call'; '--server-key-env' = 'environment variable with it'; '--ca' = 'CA certificate of the server'; '--allow-plaintext' = 'let the key cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--key-file' = @(); '--key-env' = @(); '--config' = @(); '--access' = @('read', 'manage'); '--collection' = @(); '--collections-from' = @(); '--claims' = @(); '--expires' = @(); '--subject' = @(); '--sub' = @(); '--value-exists' = @(); '--server-version' = @(); '--output' = @('token', 'env', 'curl', 'json'); '-o' = @(); '--name' = @(); '--from' = @(); '--from-format' = @('ndjson', 'yaml', 'csv'); '--out-dir' = @(); '--url' = @(); '--server-key-file' = @(); '--server-key-env' = @(); '--ca' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'jwt inspect' = @{
            Commands = @{}
            Options = @{ '--key-file' = 'file with the server''s api_key, to check the signature'; '--key-env' = 'environment variable with it'; '--alt-key-file' = 'file with the alternate key (alt_api_key)'; '--alt-key-env' = 'environment variable with it'; '--at' = 'judge it as of this time'; '--server-version' = 'the server it is for'; '--claim' = 'print this one claim and nothing else'; '--fail-on' = 'exit 1 at findings of this level'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--key-file' = @(); '--key-env' = @(); '--alt-key-file' = @(); '--alt-key-env' = @(); '--at' = @(); '--server-version' = @(); '--claim' = @(); '--fail-on' = @('error', 'warning', 'note', 'never'); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'jwt can' = @{
            Commands = @{}
            Options = @{ '--list' = 'all operations instead of one'; '--collection' = 'the collection the call is about'; '--lookup' = 'a collection that lookup_from or with_lookup names; repeatable'; '--as' = 'judge this kind of credential instead of a token'; '--explain' = 'name the requirement and the smallest grant that meets it'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--collection' = @(); '--lookup' = @(); '--as' = @('api-key', 'read-only', 'manage', 'read', 'none'); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@() ,@())
        }
        'jwt diff' = @{
            Commands = @{}
            Options = @{ '--fail-on-new-access' = 'exit 1 when the new token may do anything more: a gate for review'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@() ,@())
        }
        'jwt list' = @{
            Commands = @{}
            Options = @{ '--within' = 'only those that expire within 30d, 12h …'; '--expired' = 'only those that have expired'; '--format' = 'a table, or a textfile for Prometheus'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--within' = @(); '--format' = @('table', 'prometheus'); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'jwt renew' = @{
            Commands = @{}
            Options = @{ '--key-file' = 'file with the key that signs'; '--key-env' = 'environment variable with it'; '--old-key-file' = 'file with the key that signed the old token on stdin, if it is another one'; '--expires' = '30d, 12h, a time, or never; as long as before without it'; '--server-version' = 'the server it is for'; '--no-record' = 'leave it out of the registry'; '--allow-weak' = 'allow a key of fewer than 32 bytes'; '-o' = 'write to this new file, mode 0600'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--key-file' = @(); '--key-env' = @(); '--old-key-file' = @(); '--expires' = @(); '--server-version' = @(); '-o' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'jwt revoke' = @{
            Commands = @{}
            Options = @{ '--dry-run' = 'print the requests and send none'; '--url' = 'the server, such as https://localhost:6333'; '--server-key-file' = 'file with the server''s api_key, for the call'; '--server-key-env' = 'environment variable with it'; '--ca' = 'CA certificate of the server'; '--allow-plaintext' = 'let the key cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--url' = @(); '--server-key-file' = @(); '--server-key-env' = @(); '--ca' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'jwt unrevoke' = @{
            Commands = @{}
            Options = @{ '--dry-run' = 'print the requests and send none'; '--url' = 'the server, such as https://localhost:6333'; '--server-key-file' = 'file with the server''s api_key, for the call'; '--server-key-env' = 'environment variable with it'; '--ca' = 'CA certificate of the server'; '--allow-plaintext' = 'let the key cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--url' = @(); '--server-key-file' = @(); '--server-key-env' = @(); '--ca' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'certs' = @{
            Commands = @{ 'init' = 'make a CA, node and client certificates'; 'issue' = 'make one more certificate'; 'show' = 'show certificates and whether their keys fit'; 'check' = 'say what is wrong, what is due, and which ports take it'; 'renew' = 'sign certificates anew before they end'; 'rotate-ca' = 'replace the CA in three phases, without interruption'; 'csr' = 'make a key and a request for a CA elsewhere'; 'sign' = 'sign a request' }
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'certs init' = @{
            Commands = @{}
            Options = @{ '--node' = 'a node, with further DNS names or addresses; repeatable'; '--from' = 'nodes from a YAML or JSON file: a list of {name, names}'; '--compose' = 'a node for every Qdrant service of a compose file'; '--helm' = 'all pods of a release of the official chart'; '--namespace' = 'with --helm: the namespace (default)'; '--replicas' = 'with --helm: the number of pods (3)'; '--cluster-domain' = 'with --helm: the domain of the cluster (cluster.local)'; '--client' = 'a client certificate; repeatable'; '--no-localhost' = 'leave localhost, 127.0.0.1 and ::1 out of node certificates'; '--key-type' = 'kind of key'; '--days' = 'days a certificate is valid'; '--layout' = 'names of the files, as the deployment expects them'; '--owner' = 'give the files of nodes and clients to this user'; '--ca-dir' = 'where ca.pem and ca-key.pem are (ca)'; '--ca-cert' = 'certificate of the CA'; '--ca-key' = 'key of the CA'; '--ca-passphrase-file' = 'passphrase of the CA key, from a file'; '--ca-passphrase-env' = 'passphrase of the CA key, from a variable'; '--ca-days' = 'days a new CA is valid'; '--encrypt-ca-key' = 'encrypt the key of a new CA with a passphrase'; '--name-constraint' = 'the new CA may sign for this name only; repeatable'; '--dry-run' = 'show what would be made, and make nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--node' = @(); '--from' = @(); '--helm' = @(); '--namespace' = @(); '--replicas' = @(); '--cluster-domain' = @(); '--client' = @(); '--key-type' = @('ec-p256', 'ec-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'); '--days' = @(); '--layout' = @('qdrant', 'kubernetes', 'cert-manager'); '--owner' = @(); '--ca-dir' = @(); '--ca-cert' = @(); '--ca-key' = @(); '--ca-passphrase-file' = @(); '--ca-passphrase-env' = @(); '--ca-days' = @(); '--name-constraint' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'certs issue' = @{
            Commands = @{}
            Options = @{ '--name' = 'a further DNS name or address; repeatable'; '--out' = 'where its files go (tls/NAME, or tls/clients/NAME)'; '-o' = 'where its files go (tls/NAME, or tls/clients/NAME)'; '--key-type' = 'kind of key'; '--days' = 'days a certificate is valid'; '--layout' = 'names of the files, as the deployment expects them'; '--owner' = 'give the files of nodes and clients to this user'; '--ca-dir' = 'where ca.pem and ca-key.pem are (ca)'; '--ca-cert' = 'certificate of the CA'; '--ca-key' = 'key of the CA'; '--ca-passphrase-file' = 'passphrase of the CA key, from a file'; '--ca-passphrase-env' = 'passphrase of the CA key, from a variable'; '--dry-run' = 'show what would be made, and make nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--name' = @(); '--out' = @(); '-o' = @(); '--key-type' = @('ec-p256', 'ec-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'); '--days' = @(); '--layout' = @('qdrant', 'kubernetes', 'cert-manager'); '--owner' = @(); '--ca-dir' = @(); '--ca-cert' = @(); '--ca-key' = @(); '--ca-passphrase-file' = @(); '--ca-passphrase-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@('node', 'server', 'client') ,@())
        }
        'certs show' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'certs check' = @{
            Commands = @{}
            Options = @{ '--within' = 'due so long before the end: 30d, 12h, or 66% of its life'; '--purpose' = 'what it is to be used as'; '--host' = 'a host it is to be reached by; repeatable'; '--key' = 'key of the certificate, where it does not lie beside'; '--ca' = 'CA file of the server or client, where it does not lie beside'; '--out' = 'write the findings or metrics to a file, replaced in one step'; '-o' = 'write the findings or metrics to a file, replaced in one step'; '--timeout' = 'how long to wait for a server'; '--format' = 'how findings are printed'; '--fail-on' = 'exit 1 at findings of this level'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--within' = @(); '--purpose' = @('node', 'server', 'client'); '--host' = @(); '--key' = @(); '--ca' = @(); '--out' = @(); '-o' = @(); '--timeout' = @(); '--format' = @('text', 'json', 'sarif', 'junit', 'github', 'prometheus'); '--fail-on' = @('error', 'warning', 'note'); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'certs renew' = @{
            Commands = @{}
            Options = @{ '--if-due' = 'only those that end soon'; '--within' = 'due so long before the end: 30d, 12h, or 66% of its life'; '--keep-key' = 'keep the key instead of making a new one'; '--days' = 'days they are valid; as long as before without it'; '--ca-dir' = 'where ca.pem and ca-key.pem are (ca)'; '--ca-cert' = 'certificate of the CA'; '--ca-key' = 'key of the CA'; '--ca-passphrase-file' = 'passphrase of the CA key, from a file'; '--ca-passphrase-env' = 'passphrase of the CA key, from a variable'; '--dry-run' = 'say what would be renewed, and change nothing'; '--exec' = 'a program to run after something was renewed; the last option'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--within' = @(); '--days' = @(); '--ca-dir' = @(); '--ca-cert' = @(); '--ca-key' = @(); '--ca-passphrase-file' = @(); '--ca-passphrase-env' = @(); '--exec' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'certs rotate-ca' = @{
            Commands = @{}
            Options = @{ '--restarted' = 'everybody was restarted since the last phase'; '--key-type' = 'kind of key of the new CA'; '--ca-days' = 'days the new CA is valid'; '--days' = 'days its certificates are valid; as long as before without it'; '--ca-dir' = 'where ca.pem and ca-key.pem are (ca)'; '--ca-cert' = 'certificate of the CA'; '--ca-key' = 'key of the CA'; '--ca-passphrase-file' = 'passphrase of the CA key, from a file'; '--ca-passphrase-env' = 'passphrase of the CA key, from a variable'; '--dry-run' = 'say what the next phase would change, and change nothing'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--key-type' = @('ec-p256', 'ec-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'); '--ca-days' = @(); '--days' = @(); '--ca-dir' = @(); '--ca-cert' = @(); '--ca-key' = @(); '--ca-passphrase-file' = @(); '--ca-passphrase-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'certs csr' = @{
            Commands = @{}
            Options = @{ '--name' = 'a further DNS name or address; repeatable'; '--key-type' = 'kind of key'; '--out' = 'where key.pem and request.pem go (tls/NAME, or tls/clients/NAME)'; '-o' = 'where key.pem and request.pem go (tls/NAME, or tls/clients/NAME)'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--name' = @(); '--key-type' = @('ec-p256', 'ec-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'); '--out' = @(); '-o' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@('node', 'server', 'client') ,@())
        }
        'certs sign' = @{
            Commands = @{}
            Options = @{ '--role' = 'what it may be used as'; '--name' = 'these names instead of those asked for; repeatable'; '--days' = 'days the certificate is valid'; '--out' = 'write the certificate to a new file instead of stdout'; '-o' = 'write the certificate to a new file instead of stdout'; '--ca-dir' = 'where ca.pem and ca-key.pem are (ca)'; '--ca-cert' = 'certificate of the CA'; '--ca-key' = 'key of the CA'; '--ca-passphrase-file' = 'passphrase of the CA key, from a file'; '--ca-passphrase-env' = 'passphrase of the CA key, from a variable'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--role' = @('node', 'server', 'client'); '--name' = @(); '--days' = @(); '--out' = @(); '-o' = @(); '--ca-dir' = @(); '--ca-cert' = @(); '--ca-key' = @(); '--ca-passphrase-file' = @(); '--ca-passphrase-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'rotate' = @{
            Commands = @{ 'plan' = 'say in which phases nobody is refused, and why'; 'start' = 'begin to replace api_key'; 'next' = 'carry out the next phase, or go on after a stop'; 'status' = 'say where the rotation is and what was proved'; 'abort' = 'undo it phase by phase'; 'read-only' = 'replace read_only_api_key'; 'enable-auth' = 'give a cluster its first key'; 'enable-internal-auth' = 'make nodes ask each other for the key' }
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--key-file' = 'file with the new key (a random one is made)'; '--key-env' = 'environment variable with it'; '--soak' = 'keep the old key for so long after callers moved'; '--with-gap' = 'go on where nodes are too old for a second key'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--key-file' = @(); '--key-env' = @(); '--soak' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate plan' = @{
            Commands = @{}
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate start' = @{
            Commands = @{}
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--key-file' = 'file with the new key (a random one is made)'; '--key-env' = 'environment variable with it'; '--soak' = 'keep the old key for so long after callers moved'; '--emergency' = 'the key has leaked: replace it at once, and refuse whoever has the old one'; '--with-gap' = 'go on where nodes are too old for a second key'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--key-file' = @(); '--key-env' = @(); '--soak' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate next' = @{
            Commands = @{}
            Options = @{ '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate status' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate abort' = @{
            Commands = @{}
            Options = @{ '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--callers-back' = 'clients that moved to the new key use the old one again'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate read-only' = @{
            Commands = @{}
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--key-file' = 'file with the new key (a random one is made)'; '--key-env' = 'environment variable with it'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--key-file' = @(); '--key-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate enable-auth' = @{
            Commands = @{}
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--key-file' = 'file with the new key (a random one is made)'; '--key-env' = 'environment variable with it'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--key-file' = @(); '--key-env' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'rotate enable-internal-auth' = @{
            Commands = @{}
            Options = @{ '--inventory' = 'the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (qdrant-auth.yaml)'; '--compose' = 'the nodes of a compose file'; '--kubernetes' = 'the pods of a StatefulSet'; '--systemd' = 'qdrant.service on these hosts, over ssh: n1,root@n2'; '--config' = 'one node: the directory that it is started in (.)'; '--url' = 'one node, or the form of all: https://{host}:6333'; '--ca' = 'the CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--yes' = 'change configs and restart nodes without asking'; '--until' = 'go on to the end of this phase, a number, or to the end: end'; '--callers-moved' = 'clients and token issuers use the new key'; '--reissue' = 'sign the live tokens of the registry again with the new key'; '--skip-soak' = 'drop the old key before its soak time is over'; '--despite-live-tokens' = 'drop the old key although live tokens are signed with it'; '--accept-changes' = 'configs that somebody changed meanwhile are right'; '--dry-run' = 'say what would be changed, and change nothing'; '--restart-timeout' = 'how long a restart command may take'; '--ready-timeout' = 'how long a node and its replicas may take after it'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--inventory' = @(); '--compose' = @(); '--kubernetes' = @(); '--systemd' = @(); '--config' = @(); '--url' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--until' = @(); '--restart-timeout' = @(); '--ready-timeout' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'doctor' = @{
            Commands = @{}
            Options = @{ '--config' = 'the directory that the node is started in: its keys, ports and certificates'; '--key-file' = 'a key or token to try (- is stdin)'; '--key-env' = 'environment variable with it'; '--read-only-key-file' = 'a key that must not write'; '--read-only-key-env' = 'environment variable with it'; '--ca' = 'CA of the nodes'' certificates'; '--client-cert' = 'certificate to show where a node demands one'; '--client-key' = 'its key'; '--grpc' = 'the gRPC port (of the config, else 6334)'; '--metrics' = 'the metrics port (of the config)'; '--p2p' = 'look at the port of nodes among themselves too (of the config, else 6335)'; '--allow-plaintext' = 'let keys cross a network without TLS'; '--active' = 'also try what keys and tokens may do in a scratch collection, and remove it'; '--only' = 'a rule or group of rules; repeatable'; '--skip' = 'a rule or group of rules to leave out; repeatable'; '--timeout' = 'how long a node may take to answer everything'; '--format' = 'how findings are printed'; '--fail-on' = 'exit 1 at findings of this level'; '--environment' = 'take this process''s environment, as the server would'; '--env-file' = 'take variables from a file'; '--manifest' = 'take variables from a compose file, Kubernetes manifest or Helm values'; '--service' = 'with --manifest: the service or container'; '--run-mode' = 'RUN_MODE of the server (development; the Docker image has production)'; '--config-path' = 'the server''s --config-path'; '--deb' = 'the server is the Debian package, which also reads /etc/qdrant/config'; '--uid' = 'see files as this user'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--config' = @(); '--key-file' = @(); '--key-env' = @(); '--read-only-key-file' = @(); '--read-only-key-env' = @(); '--ca' = @(); '--client-cert' = @(); '--client-key' = @(); '--grpc' = @(); '--metrics' = @(); '--only' = @(); '--skip' = @(); '--timeout' = @(); '--format' = @('text', 'json', 'sarif', 'junit', 'github'); '--fail-on' = @('error', 'warning', 'note'); '--env-file' = @(); '--manifest' = @(); '--service' = @(); '--run-mode' = @(); '--config-path' = @(); '--uid' = @(); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'audit' = @{
            Commands = @{ 'report' = 'say who did what, when, and who was denied'; 'suggest' = 'say the smallest access a caller needs'; 'tail' = 'show events as they are written' }
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @()
        }
        'audit report' = @{
            Commands = @{}
            Options = @{ '--since' = 'from then on: a time, a date (UTC), or how long ago: 7d, 12h'; '--until' = 'before then'; '--subject' = 'only of this subject; repeatable'; '--address' = 'only from this address; repeatable'; '--collection' = 'only on this collection; repeatable'; '--operation' = 'only this operation, such as upsert_points; repeatable'; '--auth-type' = 'only with this kind of credential'; '--denied' = 'only what was denied'; '--clients-only' = 'leave out what nodes ask each other'; '--csv' = 'print who did what as CSV'; '--html' = 'write a page that needs nothing beside it'; '--top' = 'rows of each table'; '--key-file' = 'for a URL: file with the server''s api_key (- is stdin)'; '--key-env' = 'environment variable with it'; '--ca' = 'CA certificate of the server'; '--allow-plaintext' = 'let the key cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--since' = @(); '--until' = @(); '--subject' = @(); '--address' = @(); '--collection' = @(); '--operation' = @(); '--auth-type' = @('Jwt', 'ApiKey', 'None', 'Internal'); '--html' = @(); '--top' = @(); '--key-file' = @(); '--key-env' = @(); '--ca' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'audit suggest' = @{
            Commands = @{}
            Options = @{ '--subject' = 'the caller, as its token names it'; '--address' = 'a caller without a token: everything from this address'; '--token' = 'its token, to compare with; without it the registry here is asked (- is stdin)'; '--include-denied' = 'grant what was denied as well'; '--server-version' = 'the server it is for'; '--since' = 'from then on: a time, a date (UTC), or how long ago: 7d, 12h'; '--until' = 'before then'; '--key-file' = 'for a URL: file with the server''s api_key (- is stdin)'; '--key-env' = 'environment variable with it'; '--ca' = 'CA certificate of the server'; '--allow-plaintext' = 'let the key cross a network without TLS'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--subject' = @(); '--address' = @(); '--token' = @(); '--server-version' = @(); '--since' = @(); '--until' = @(); '--key-file' = @(); '--key-env' = @(); '--ca' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'audit tail' = @{
            Commands = @{}
            Options = @{ '--lines' = 'start with so many of the last events'; '-n' = 'start with so many of the last events'; '--subject' = 'only of this subject; repeatable'; '--address' = 'only from this address; repeatable'; '--collection' = 'only on this collection; repeatable'; '--operation' = 'only this operation, such as upsert_points; repeatable'; '--auth-type' = 'only with this kind of credential'; '--denied' = 'only what was denied'; '--clients-only' = 'leave out what nodes ask each other'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--lines' = @(); '-n' = @(); '--subject' = @(); '--address' = @(); '--collection' = @(); '--operation' = @(); '--auth-type' = @('Jwt', 'ApiKey', 'None', 'Internal'); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'emit' = @{
            Commands = @{}
            Options = @{ '--out' = 'write the files there, all or none; without it they are printed'; '-o' = 'write the files there, all or none; without it they are printed'; '--stdout' = 'print the files, which is what happens without -o'; '--dry-run' = 'with -o: say what would be written, and write nothing'; '--force' = 'with -o: replace other files of these names, and keep those as NAME.previous'; '--show-secrets' = 'print files of secrets too'; '--config' = 'directory that Qdrant is started in'; '--name' = 'name of the deployment, release, unit or zone'; '--tls' = 'as if the configuration had TLS on'; '--mtls' = 'as if it demanded client certificates, with gRPC closed'; '--cluster' = 'a cluster of n nodes that talk TLS'; '--metrics-port' = 'as if it had a metrics port'; '--allow-open' = 'also for a server without keys'; '--client-cert' = 'certificate that proxies and Prometheus show a server with mTLS'; '--client-key' = 'its key'; '--namespace' = 'namespace in Kubernetes'; '--token-file' = 'token that Prometheus reads metrics with (tokens/read.jwt)'; '--upstream' = 'the host of Qdrant, for Prometheus too'; '--host' = 'the name clients use (that of the certificate)'; '--listen' = 'where to listen'; '--cert' = 'their own certificate (Qdrant''s)'; '--key' = 'its key'; '--allow' = 'let through more than collections, aliases and health; repeatable'; '--rate-per-key' = 'requests a second for each key'; '--rate-per-address' = 'requests a second for each address'; '--client-from' = 'networks of clients; repeatable'; '--peer-from' = 'networks of other nodes; repeatable'; '--monitor-from' = 'networks of Prometheus; repeatable'; '--environment' = 'take this process''s environment, as the server would'; '--env-file' = 'take variables from a file'; '--manifest' = 'take variables from a compose file, Kubernetes manifest or Helm values'; '--service' = 'with --manifest: the service or container'; '--run-mode' = 'RUN_MODE of the server (development; the Docker image has production)'; '--config-path' = 'the server''s --config-path'; '--deb' = 'the server is the Debian package, which also reads /etc/qdrant/config'; '--uid' = 'see files as this user'; '--server-version' = 'the server it is for'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--out' = @(); '-o' = @(); '--config' = @(); '--name' = @(); '--cluster' = @(); '--metrics-port' = @(); '--client-cert' = @(); '--client-key' = @(); '--namespace' = @(); '--token-file' = @(); '--upstream' = @(); '--host' = @(); '--listen' = @(); '--cert' = @(); '--key' = @(); '--allow' = @('snapshots', 'metrics', 'telemetry', 'cluster', 'dashboard'); '--rate-per-key' = @(); '--rate-per-address' = @(); '--client-from' = @(); '--peer-from' = @(); '--monitor-from' = @(); '--env-file' = @(); '--manifest' = @(); '--service' = @(); '--run-mode' = @(); '--config-path' = @(); '--uid' = @(); '--server-version' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@('compose', 'env', 'kubernetes', 'helm', 'systemd', 'nginx', 'traefik', 'haproxy', 'prometheus', 'firewall', 'network-policy'))
        }
        'snippet' = @{
            Commands = @{}
            Options = @{ '--transport' = 'REST or gRPC'; '--mtls' = 'show a client certificate; so does --cert with --key'; '--jwt' = 'the secret is a token'; '--url' = 'scheme, host and port of the server, for gRPC of its gRPC port'; '--ca' = 'the CA of the server''s certificate'; '--cert' = 'the certificate that the client shows'; '--key' = 'its key'; '--secret-env' = 'the variable that the program reads (QDRANT_API_KEY or QDRANT_TOKEN)'; '--secret-file' = 'the file that the program reads instead'; '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--transport' = @('rest', 'grpc'); '--url' = @(); '--ca' = @(); '--cert' = @(); '--key' = @(); '--secret-env' = @(); '--secret-file' = @(); '--cwd' = @(); '-C' = @() }
            Arguments = @(,@('python', 'typescript', 'rust', 'go', 'java', 'dotnet', 'curl', 'grpcurl'))
        }
        'explain' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @(,@())
        }
        'completion' = @{
            Commands = @{}
            Options = @{ '--help' = 'print help'; '-h' = 'print help'; '--cwd' = 'work in this directory'; '-C' = 'work in this directory'; '--json' = 'print one JSON object instead of text'; '--quiet' = 'print warnings and data only'; '-q' = 'print warnings and data only'; '--verbose' = 'say more about what is done'; '-v' = 'say more about what is done'; '--no-color' = 'print without colour'; '--no-input' = 'never ask; fail where an answer is missing' }
            Valued = @{ '--cwd' = @(); '-C' = @() }
            Arguments = @(,@('bash', 'zsh', 'fish', 'powershell'))
        }
        'help' = @{
            Commands = @{ 'init' = 'secure a Qdrant in one go: keys, CA, certificates, config, a first token'; 'keygen' = 'make random keys'; 'config' = 'write and check config.yaml'; 'jwt' = 'mint and understand tokens'; 'certs' = 'make, check, renew and replace certificates'; 'rotate' = 'replace keys without refusing anybody, proved on every node'; 'doctor' = 'ask running nodes what they really do'; 'audit' = 'read the audit log of the server'; 'emit' = 'write deployment files: compose, kubernetes, helm, systemd, proxies, …'; 'snippet' = 'print client code that connects as this server demands'; 'explain' = 'say what an error, a status code or a finding means'; 'completion' = 'print a completion script for bash, zsh, fish or PowerShell'; 'exit-codes' = 'what each exit code means'; 'environment' = 'the variables that are read, and those that are not'; 'files' = 'what is written where, and with which mode'; 'security' = 'how secrets come in and where they never go'; 'formats' = 'JSON, findings for other programs, and forms of values' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
        'help config' = @{
            Commands = @{ 'init' = 'write a commented config.yaml'; 'show' = 'show what the server will really use, with origins'; 'validate' = 'check configuration files as the server reads them'; 'rules' = 'list the rules of validate, or explain one'; 'get' = 'print the value of one setting'; 'set' = 'write one setting into a file, and change nothing else'; 'unset' = 'remove one setting from a file, and change nothing else'; 'schema' = 'print a JSON Schema of config.yaml, for editors' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
        'help jwt' = @{
            Commands = @{ 'mint' = 'sign a token that says exactly what it may do'; 'inspect' = 'say what a token is, may do, and is answered'; 'can' = 'say whether a token may call an operation'; 'diff' = 'say what a new token may do that the old one may not'; 'list' = 'list the tokens minted here, with their expiry'; 'renew' = 'sign a token again with a new expiry'; 'revoke' = 'take back a revocable token'; 'unrevoke' = 'give a revoked token back' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
        'help certs' = @{
            Commands = @{ 'init' = 'make a CA, node and client certificates'; 'issue' = 'make one more certificate'; 'show' = 'show certificates and whether their keys fit'; 'check' = 'say what is wrong, what is due, and which ports take it'; 'renew' = 'sign certificates anew before they end'; 'rotate-ca' = 'replace the CA in three phases, without interruption'; 'csr' = 'make a key and a request for a CA elsewhere'; 'sign' = 'sign a request' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
        'help rotate' = @{
            Commands = @{ 'plan' = 'say in which phases nobody is refused, and why'; 'start' = 'begin to replace api_key'; 'next' = 'carry out the next phase, or go on after a stop'; 'status' = 'say where the rotation is and what was proved'; 'abort' = 'undo it phase by phase'; 'read-only' = 'replace read_only_api_key'; 'enable-auth' = 'give a cluster its first key'; 'enable-internal-auth' = 'make nodes ask each other for the key' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
        'help audit' = @{
            Commands = @{ 'report' = 'say who did what, when, and who was denied'; 'suggest' = 'say the smallest access a caller needs'; 'tail' = 'show events as they are written' }
            Options = @{}
            Valued = @{}
            Arguments = @()
        }
    }

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.Text -ne $wordToComplete } |
        ForEach-Object { $_.Extent.Text } | Select-Object -Skip 1)
    $path = ''
    $count = 0
    $waiting = ''
    foreach ($word in $words) {
        if ($waiting -ne '') { $waiting = ''; continue }
        if ($word.StartsWith('-')) {
            if ($places[$path].Valued.ContainsKey($word)) { $waiting = $word }
            continue
        }
        $next = ($path + ' ' + $word).Trim()
        if ($places.ContainsKey($next)) { $path = $next } else { $count++ }
    }
    $place = $places[$path]

    $found = @{}
    if ($waiting -ne '') {
        foreach ($choice in $place.Valued[$waiting]) { $found[$choice] = $choice }
    }
    elseif ($wordToComplete.StartsWith('-')) { $found = $place.Options }
    elseif ($place.Commands.Count -gt 0) { if ($count -eq 0) { $found = $place.Commands } }
    elseif ($count -lt $place.Arguments.Count) {
        foreach ($choice in $place.Arguments[$count]) { $found[$choice] = $choice }
    }
    # Nothing here leaves it to PowerShell, which offers files.
    $found.GetEnumerator() | Where-Object { $_.Key -like ($wordToComplete + '*') } | Sort-Object -Property Key |
        ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
        }
}
