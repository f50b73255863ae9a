#compdef qdrant-auth
# Completion for qdrant-auth, made from its command table by npm run reference.

_qdrant-auth() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--version -V)'{--version,-V}'[print the version]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:secure a Qdrant in one go: keys, CA, certificates, config, a first token'
        'keygen:make random keys'
        'config:write and check config.yaml'
        'jwt:mint and understand tokens'
        'certs:make, check, renew and replace certificates'
        'rotate:replace keys without refusing anybody, proved on every node'
        'doctor:ask running nodes what they really do'
        'audit:read the audit log of the server'
        'emit:write deployment files: compose, kubernetes, helm, systemd, proxies, …'
        'snippet:print client code that connects as this server demands'
        'explain:say what an error, a status code or a finding means'
        'completion:print a completion script for bash, zsh, fish or PowerShell'
        'help:print help on a command or a topic'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_init() {
  _arguments -s \
    '*--name=''[DNS name or IP address clients use; repeatable (localhost is always in)]: :_files' \
    '(--cluster)--cluster=''[make certificates and config for n nodes]: :_files' \
    '(--no-tls)--no-tls''[plain HTTP, on this machine only]' \
    '(--mtls)--mtls''[demand client certificates on REST, and close gRPC]' \
    '(--keep-grpc)--keep-grpc''[with --mtls\: leave gRPC open without certificates]' \
    '(--secrets)--secrets=''[where the keys go]: :(overlay inline env)' \
    '(--yes -y)'{--yes,-y}'[ask nothing, take the flags and defaults]' \
    '(--dry-run)--dry-run''[show what would be written, and write nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_keygen() {
  _arguments -s \
    '(--encoding)--encoding=''[how bytes become text]: :(base64url base64 hex)' \
    '(--bytes)--bytes=''[random bytes in a key]: :_files' \
    '(--allow-weak)--allow-weak''[allow fewer than 32 bytes]' \
    '(--count)--count=''[how many keys]: :_files' \
    '(--set)--set''[one api_key and one read_only_api_key]' \
    '(--name)--name=''[the setting that env and yaml formats name]: :(api_key read_only_api_key alt_api_key)' \
    '(--format)--format=''[what is written]: :(text env yaml json)' \
    '(--output -o)'{--output=,-o+}'[write to this new file, mode 0600]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_config() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:write a commented config.yaml'
        'show:show what the server will really use, with origins'
        'validate:check configuration files as the server reads them'
        'rules:list the rules of validate, or explain one'
        'get:print the value of one setting'
        'set:write one setting into a file, and change nothing else'
        'unset:remove one setting from a file, and change nothing else'
        'schema:print a JSON Schema of config.yaml, for editors'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_config_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_config_init() {
  _arguments -s \
    '(--profile)--profile=''[one node, a cluster, or behind a TLS proxy]: :(single cluster proxy)' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_config_show() {
  _arguments -s \
    '(--all)--all''[also settings that have their default]' \
    '(--show-secrets)--show-secrets''[print keys instead of their fingerprints]' \
    '(--environment)--environment''[take this process'\''s environment, as the server would]' \
    '(--env-file)--env-file=''[take variables from a file]: :_files' \
    '(--manifest)--manifest=''[take variables from a compose file, Kubernetes manifest or Helm values]: :_files' \
    '(--service)--service=''[with --manifest\: the service or container]: :_files' \
    '(--run-mode)--run-mode=''[RUN_MODE of the server (development; the Docker image has production)]: :_files' \
    '(--config-path)--config-path=''[the server'\''s --config-path]: :_files' \
    '(--deb)--deb''[the server is the Debian package, which also reads /etc/qdrant/config]' \
    '(--uid)--uid=''[see files as this user]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_config_validate() {
  _arguments -s \
    '*--disable=''[leave a rule out; repeatable]: :_files' \
    '(--fix)--fix''[mend what is certain\: quotes, spelling, place; shows the change and asks]' \
    '(--yes)--yes''[with --fix\: do not ask]' \
    '(--dry-run)--dry-run''[with --fix\: show the change and write nothing]' \
    '(--format)--format=''[how findings are printed]: :(text json sarif junit github)' \
    '(--fail-on)--fail-on=''[exit 1 at findings of this level]: :(error warning note)' \
    '(--environment)--environment''[take this process'\''s environment, as the server would]' \
    '(--env-file)--env-file=''[take variables from a file]: :_files' \
    '(--manifest)--manifest=''[take variables from a compose file, Kubernetes manifest or Helm values]: :_files' \
    '(--service)--service=''[with --manifest\: the service or container]: :_files' \
    '(--run-mode)--run-mode=''[RUN_MODE of the server (development; the Docker image has production)]: :_files' \
    '(--config-path)--config-path=''[the server'\''s --config-path]: :_files' \
    '(--deb)--deb''[the server is the Debian package, which also reads /etc/qdrant/config]' \
    '(--uid)--uid=''[see files as this user]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_config_rules() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_config_get() {
  _arguments -s \
    '(--show-secrets)--show-secrets''[print keys instead of their fingerprints]' \
    '(--environment)--environment''[take this process'\''s environment, as the server would]' \
    '(--env-file)--env-file=''[take variables from a file]: :_files' \
    '(--manifest)--manifest=''[take variables from a compose file, Kubernetes manifest or Helm values]: :_files' \
    '(--service)--service=''[with --manifest\: the service or container]: :_files' \
    '(--run-mode)--run-mode=''[RUN_MODE of the server (development; the Docker image has production)]: :_files' \
    '(--config-path)--config-path=''[the server'\''s --config-path]: :_files' \
    '(--deb)--deb''[the server is the Debian package, which also reads /etc/qdrant/config]' \
    '(--uid)--uid=''[see files as this user]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_config_set() {
  _arguments -s \
    '(--file)--file=''[the file to change (where it is set now; config/local.yaml for secrets)]: :_files' \
    '(--value-file)--value-file=''[take the value from a file (- is stdin)]: :_files' \
    '(--value-env)--value-env=''[take the value from an environment variable]: :_files' \
    '(--generate)--generate''[make a new random key]' \
    '(--null)--null''[write null, which unsets it]' \
    '(--dry-run)--dry-run''[show the change and write nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_config_unset() {
  _arguments -s \
    '(--file)--file=''[the file to change (where it is set now)]: :_files' \
    '(--dry-run)--dry-run''[show the change and write nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_config_schema() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_jwt() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'mint:sign a token that says exactly what it may do'
        'inspect:say what a token is, may do, and is answered'
        'can:say whether a token may call an operation'
        'diff:say what a new token may do that the old one may not'
        'list:list the tokens minted here, with their expiry'
        'renew:sign a token again with a new expiry'
        'revoke:take back a revocable token'
        'unrevoke:give a revoked token back'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_jwt_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_jwt_mint() {
  _arguments -s \
    '(--key-file)--key-file=''[file with the server'\''s api_key (- is stdin)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--config)--config=''[take the key from the config files of this server directory]: :_files -/' \
    '(--alt)--alt''[the key is the alternate one (alt_api_key)]' \
    '(--access)--access=''[access to everything]: :(read manage)' \
    '*--collection=''[access to one collection\: read, read-write, points; repeatable]: :_files' \
    '(--collections-from)--collections-from=''[expand * and ? in --collection against a file or a server URL]: :_files' \
    '(--claims)--claims=''[further claims from a JSON file]: :_files' \
    '(--allow-manage)--allow-manage''[confirm that the token may do everything]' \
    '(--expires)--expires=''[30d, 12h, a time, or never]: :_files' \
    '(--subject)--subject=''[who it is, for the audit log]: :_files' \
    '(--sub)--sub=''[token for inference services]: :_files' \
    '*--value-exists=''[valid only while COLLECTION\:KEY=VALUE is there; repeatable]: :_files' \
    '(--revocable)--revocable''[make it revocable\: it is valid while a point in this collection is there]' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--output)--output=''[what is printed]: :(token env curl json)' \
    '(-o)-o+''[write to this new file, mode 0600]: :_files' \
    '(--allow-weak)--allow-weak''[allow a key of fewer than 32 bytes]' \
    '(--dry-run)--dry-run''[show the claims and sign nothing]' \
    '(--name)--name=''[what the registry calls it]: :_files' \
    '(--no-record)--no-record''[leave it out of the registry (.qdrant-auth/tokens.jsonl)]' \
    '(--from)--from=''[mint a token for every row of a file (NDJSON, YAML list or CSV; - is stdin)]: :_files' \
    '(--from-format)--from-format=''[format of the rows, where the name of the file does not say]: :(ndjson yaml csv)' \
    '(--out-dir)--out-dir=''[with --from\: a new file a token, instead of NDJSON on stdout]: :_files -/' \
    '(--strict)--strict''[with --from\: stop at the first bad row]' \
    '(--url)--url=''[the server, such as https\://localhost\:6333]: :_files' \
    '(--server-key-file)--server-key-file=''[file with the server'\''s api_key, for the call]: :_files' \
    '(--server-key-env)--server-key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA certificate of the server]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let the key cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_jwt_inspect() {
  _arguments -s \
    '(--key-file)--key-file=''[file with the server'\''s api_key, to check the signature]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--alt-key-file)--alt-key-file=''[file with the alternate key (alt_api_key)]: :_files' \
    '(--alt-key-env)--alt-key-env=''[environment variable with it]: :_files' \
    '(--at)--at=''[judge it as of this time]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--claim)--claim=''[print this one claim and nothing else]: :_files' \
    '(--fail-on)--fail-on=''[exit 1 at findings of this level]: :(error warning note never)' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_jwt_can() {
  _arguments -s \
    '(--list)--list''[all operations instead of one]' \
    '(--collection)--collection=''[the collection the call is about]: :_files' \
    '*--lookup=''[a collection that lookup_from or with_lookup names; repeatable]: :_files' \
    '(--as)--as=''[judge this kind of credential instead of a token]: :(api-key read-only manage read none)' \
    '(--explain)--explain''[name the requirement and the smallest grant that meets it]' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_jwt_diff() {
  _arguments -s \
    '(--fail-on-new-access)--fail-on-new-access''[exit 1 when the new token may do anything more\: a gate for review]' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_jwt_list() {
  _arguments -s \
    '(--within)--within=''[only those that expire within 30d, 12h …]: :_files' \
    '(--expired)--expired''[only those that have expired]' \
    '(--format)--format=''[a table, or a textfile for Prometheus]: :(table prometheus)' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_jwt_renew() {
  _arguments -s \
    '(--key-file)--key-file=''[file with the key that signs]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--old-key-file)--old-key-file=''[file with the key that signed the old token on stdin, if it is another one]: :_files' \
    '(--expires)--expires=''[30d, 12h, a time, or never; as long as before without it]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--no-record)--no-record''[leave it out of the registry]' \
    '(--allow-weak)--allow-weak''[allow a key of fewer than 32 bytes]' \
    '(-o)-o+''[write to this new file, mode 0600]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_jwt_revoke() {
  _arguments -s \
    '(--dry-run)--dry-run''[print the requests and send none]' \
    '(--url)--url=''[the server, such as https\://localhost\:6333]: :_files' \
    '(--server-key-file)--server-key-file=''[file with the server'\''s api_key, for the call]: :_files' \
    '(--server-key-env)--server-key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA certificate of the server]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let the key cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_jwt_unrevoke() {
  _arguments -s \
    '(--dry-run)--dry-run''[print the requests and send none]' \
    '(--url)--url=''[the server, such as https\://localhost\:6333]: :_files' \
    '(--server-key-file)--server-key-file=''[file with the server'\''s api_key, for the call]: :_files' \
    '(--server-key-env)--server-key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA certificate of the server]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let the key cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_certs() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:make a CA, node and client certificates'
        'issue:make one more certificate'
        'show:show certificates and whether their keys fit'
        'check:say what is wrong, what is due, and which ports take it'
        'renew:sign certificates anew before they end'
        'rotate-ca:replace the CA in three phases, without interruption'
        'csr:make a key and a request for a CA elsewhere'
        'sign:sign a request'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_certs_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_certs_init() {
  _arguments -s \
    '*--node=''[a node, with further DNS names or addresses; repeatable]: :_files' \
    '(--from)--from=''[nodes from a YAML or JSON file\: a list of {name, names}]: :_files' \
    '(--compose)--compose''[a node for every Qdrant service of a compose file]' \
    '(--helm)--helm=''[all pods of a release of the official chart]: :_files' \
    '(--namespace)--namespace=''[with --helm\: the namespace (default)]: :_files' \
    '(--replicas)--replicas=''[with --helm\: the number of pods (3)]: :_files' \
    '(--cluster-domain)--cluster-domain=''[with --helm\: the domain of the cluster (cluster.local)]: :_files' \
    '*--client=''[a client certificate; repeatable]: :_files' \
    '(--no-localhost)--no-localhost''[leave localhost, 127.0.0.1 and \:\:1 out of node certificates]' \
    '(--key-type)--key-type=''[kind of key]: :(ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096)' \
    '(--days)--days=''[days a certificate is valid]: :_files' \
    '(--layout)--layout=''[names of the files, as the deployment expects them]: :(qdrant kubernetes cert-manager)' \
    '(--owner)--owner=''[give the files of nodes and clients to this user]: :_files' \
    '(--ca-dir)--ca-dir=''[where ca.pem and ca-key.pem are (ca)]: :_files -/' \
    '(--ca-cert)--ca-cert=''[certificate of the CA]: :_files' \
    '(--ca-key)--ca-key=''[key of the CA]: :_files' \
    '(--ca-passphrase-file)--ca-passphrase-file=''[passphrase of the CA key, from a file]: :_files' \
    '(--ca-passphrase-env)--ca-passphrase-env=''[passphrase of the CA key, from a variable]: :_files' \
    '(--ca-days)--ca-days=''[days a new CA is valid]: :_files' \
    '(--encrypt-ca-key)--encrypt-ca-key''[encrypt the key of a new CA with a passphrase]' \
    '*--name-constraint=''[the new CA may sign for this name only; repeatable]: :_files' \
    '(--dry-run)--dry-run''[show what would be made, and make nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_certs_issue() {
  _arguments -s \
    '*--name=''[a further DNS name or address; repeatable]: :_files' \
    '(--out -o)'{--out=,-o+}'[where its files go (tls/NAME, or tls/clients/NAME)]: :_files -/' \
    '(--key-type)--key-type=''[kind of key]: :(ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096)' \
    '(--days)--days=''[days a certificate is valid]: :_files' \
    '(--layout)--layout=''[names of the files, as the deployment expects them]: :(qdrant kubernetes cert-manager)' \
    '(--owner)--owner=''[give the files of nodes and clients to this user]: :_files' \
    '(--ca-dir)--ca-dir=''[where ca.pem and ca-key.pem are (ca)]: :_files -/' \
    '(--ca-cert)--ca-cert=''[certificate of the CA]: :_files' \
    '(--ca-key)--ca-key=''[key of the CA]: :_files' \
    '(--ca-passphrase-file)--ca-passphrase-file=''[passphrase of the CA key, from a file]: :_files' \
    '(--ca-passphrase-env)--ca-passphrase-env=''[passphrase of the CA key, from a variable]: :_files' \
    '(--dry-run)--dry-run''[show what would be made, and make nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :(node server client)' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_show() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_check() {
  _arguments -s \
    '(--within)--within=''[due so long before the end\: 30d, 12h, or 66% of its life]: :_files' \
    '(--purpose)--purpose=''[what it is to be used as]: :(node server client)' \
    '*--host=''[a host it is to be reached by; repeatable]: :_files' \
    '(--key)--key=''[key of the certificate, where it does not lie beside]: :_files' \
    '(--ca)--ca=''[CA file of the server or client, where it does not lie beside]: :_files' \
    '(--out -o)'{--out=,-o+}'[write the findings or metrics to a file, replaced in one step]: :_files' \
    '(--timeout)--timeout=''[how long to wait for a server]: :_files' \
    '(--format)--format=''[how findings are printed]: :(text json sarif junit github prometheus)' \
    '(--fail-on)--fail-on=''[exit 1 at findings of this level]: :(error warning note)' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_renew() {
  _arguments -s \
    '(--if-due)--if-due''[only those that end soon]' \
    '(--within)--within=''[due so long before the end\: 30d, 12h, or 66% of its life]: :_files' \
    '(--keep-key)--keep-key''[keep the key instead of making a new one]' \
    '(--days)--days=''[days they are valid; as long as before without it]: :_files' \
    '(--ca-dir)--ca-dir=''[where ca.pem and ca-key.pem are (ca)]: :_files -/' \
    '(--ca-cert)--ca-cert=''[certificate of the CA]: :_files' \
    '(--ca-key)--ca-key=''[key of the CA]: :_files' \
    '(--ca-passphrase-file)--ca-passphrase-file=''[passphrase of the CA key, from a file]: :_files' \
    '(--ca-passphrase-env)--ca-passphrase-env=''[passphrase of the CA key, from a variable]: :_files' \
    '(--dry-run)--dry-run''[say what would be renewed, and change nothing]' \
    '(--exec)--exec=''[a program to run after something was renewed; the last option]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_rotate_ca() {
  _arguments -s \
    '(--restarted)--restarted''[everybody was restarted since the last phase]' \
    '(--key-type)--key-type=''[kind of key of the new CA]: :(ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096)' \
    '(--ca-days)--ca-days=''[days the new CA is valid]: :_files' \
    '(--days)--days=''[days its certificates are valid; as long as before without it]: :_files' \
    '(--ca-dir)--ca-dir=''[where ca.pem and ca-key.pem are (ca)]: :_files -/' \
    '(--ca-cert)--ca-cert=''[certificate of the CA]: :_files' \
    '(--ca-key)--ca-key=''[key of the CA]: :_files' \
    '(--ca-passphrase-file)--ca-passphrase-file=''[passphrase of the CA key, from a file]: :_files' \
    '(--ca-passphrase-env)--ca-passphrase-env=''[passphrase of the CA key, from a variable]: :_files' \
    '(--dry-run)--dry-run''[say what the next phase would change, and change nothing]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_csr() {
  _arguments -s \
    '*--name=''[a further DNS name or address; repeatable]: :_files' \
    '(--key-type)--key-type=''[kind of key]: :(ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096)' \
    '(--out -o)'{--out=,-o+}'[where key.pem and request.pem go (tls/NAME, or tls/clients/NAME)]: :_files -/' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :(node server client)' \
    '2: :_files' \
    '*: :_files'
}

_qdrant-auth_certs_sign() {
  _arguments -s \
    '(--role)--role=''[what it may be used as]: :(node server client)' \
    '*--name=''[these names instead of those asked for; repeatable]: :_files' \
    '(--days)--days=''[days the certificate is valid]: :_files' \
    '(--out -o)'{--out=,-o+}'[write the certificate to a new file instead of stdout]: :_files' \
    '(--ca-dir)--ca-dir=''[where ca.pem and ca-key.pem are (ca)]: :_files -/' \
    '(--ca-cert)--ca-cert=''[certificate of the CA]: :_files' \
    '(--ca-key)--ca-key=''[key of the CA]: :_files' \
    '(--ca-passphrase-file)--ca-passphrase-file=''[passphrase of the CA key, from a file]: :_files' \
    '(--ca-passphrase-env)--ca-passphrase-env=''[passphrase of the CA key, from a variable]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_rotate() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--key-file)--key-file=''[file with the new key (a random one is made)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--soak)--soak=''[keep the old key for so long after callers moved]: :_files' \
    '(--with-gap)--with-gap''[go on where nodes are too old for a second key]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'plan:say in which phases nobody is refused, and why'
        'start:begin to replace api_key'
        'next:carry out the next phase, or go on after a stop'
        'status:say where the rotation is and what was proved'
        'abort:undo it phase by phase'
        'read-only:replace read_only_api_key'
        'enable-auth:give a cluster its first key'
        'enable-internal-auth:make nodes ask each other for the key'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_rotate_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_rotate_plan() {
  _arguments -s \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_start() {
  _arguments -s \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--key-file)--key-file=''[file with the new key (a random one is made)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--soak)--soak=''[keep the old key for so long after callers moved]: :_files' \
    '(--emergency)--emergency''[the key has leaked\: replace it at once, and refuse whoever has the old one]' \
    '(--with-gap)--with-gap''[go on where nodes are too old for a second key]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_next() {
  _arguments -s \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_status() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_abort() {
  _arguments -s \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--callers-back)--callers-back''[clients that moved to the new key use the old one again]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_read_only() {
  _arguments -s \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--key-file)--key-file=''[file with the new key (a random one is made)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_enable_auth() {
  _arguments -s \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--key-file)--key-file=''[file with the new key (a random one is made)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_rotate_enable_internal_auth() {
  _arguments -s \
    '(--inventory)--inventory=''[the nodes\: {ca, cert, key, nodes\: \[{name, url, grpc, config, keys, restart}\]} (qdrant-auth.yaml)]: :_files' \
    '(--compose)--compose=''[the nodes of a compose file]: :_files' \
    '(--kubernetes)--kubernetes=''[the pods of a StatefulSet]: :_files' \
    '(--systemd)--systemd=''[qdrant.service on these hosts, over ssh\: n1,root@n2]: :_files' \
    '(--config)--config=''[one node\: the directory that it is started in (.)]: :_files -/' \
    '(--url)--url=''[one node, or the form of all\: https\://{host}\:6333]: :_files' \
    '(--ca)--ca=''[the CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--yes)--yes''[change configs and restart nodes without asking]' \
    '(--until)--until=''[go on to the end of this phase, a number, or to the end\: end]: :_files' \
    '(--callers-moved)--callers-moved''[clients and token issuers use the new key]' \
    '(--reissue)--reissue''[sign the live tokens of the registry again with the new key]' \
    '(--skip-soak)--skip-soak''[drop the old key before its soak time is over]' \
    '(--despite-live-tokens)--despite-live-tokens''[drop the old key although live tokens are signed with it]' \
    '(--accept-changes)--accept-changes''[configs that somebody changed meanwhile are right]' \
    '(--dry-run)--dry-run''[say what would be changed, and change nothing]' \
    '(--restart-timeout)--restart-timeout=''[how long a restart command may take]: :_files' \
    '(--ready-timeout)--ready-timeout=''[how long a node and its replicas may take after it]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '*: :_files'
}

_qdrant-auth_doctor() {
  _arguments -s \
    '(--config)--config=''[the directory that the node is started in\: its keys, ports and certificates]: :_files -/' \
    '(--key-file)--key-file=''[a key or token to try (- is stdin)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--read-only-key-file)--read-only-key-file=''[a key that must not write]: :_files' \
    '(--read-only-key-env)--read-only-key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA of the nodes'\'' certificates]: :_files' \
    '(--client-cert)--client-cert=''[certificate to show where a node demands one]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--grpc)--grpc=''[the gRPC port (of the config, else 6334)]: :_files' \
    '(--metrics)--metrics=''[the metrics port (of the config)]: :_files' \
    '(--p2p)--p2p''[look at the port of nodes among themselves too (of the config, else 6335)]' \
    '(--allow-plaintext)--allow-plaintext''[let keys cross a network without TLS]' \
    '(--active)--active''[also try what keys and tokens may do in a scratch collection, and remove it]' \
    '*--only=''[a rule or group of rules; repeatable]: :_files' \
    '*--skip=''[a rule or group of rules to leave out; repeatable]: :_files' \
    '(--timeout)--timeout=''[how long a node may take to answer everything]: :_files' \
    '(--format)--format=''[how findings are printed]: :(text json sarif junit github)' \
    '(--fail-on)--fail-on=''[exit 1 at findings of this level]: :(error warning note)' \
    '(--environment)--environment''[take this process'\''s environment, as the server would]' \
    '(--env-file)--env-file=''[take variables from a file]: :_files' \
    '(--manifest)--manifest=''[take variables from a compose file, Kubernetes manifest or Helm values]: :_files' \
    '(--service)--service=''[with --manifest\: the service or container]: :_files' \
    '(--run-mode)--run-mode=''[RUN_MODE of the server (development; the Docker image has production)]: :_files' \
    '(--config-path)--config-path=''[the server'\''s --config-path]: :_files' \
    '(--deb)--deb''[the server is the Debian package, which also reads /etc/qdrant/config]' \
    '(--uid)--uid=''[see files as this user]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_audit() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'report:say who did what, when, and who was denied'
        'suggest:say the smallest access a caller needs'
        'tail:show events as they are written'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_audit_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_audit_report() {
  _arguments -s \
    '(--since)--since=''[from then on\: a time, a date (UTC), or how long ago\: 7d, 12h]: :_files' \
    '(--until)--until=''[before then]: :_files' \
    '*--subject=''[only of this subject; repeatable]: :_files' \
    '*--address=''[only from this address; repeatable]: :_files' \
    '*--collection=''[only on this collection; repeatable]: :_files' \
    '*--operation=''[only this operation, such as upsert_points; repeatable]: :_files' \
    '(--auth-type)--auth-type=''[only with this kind of credential]: :(Jwt ApiKey None Internal)' \
    '(--denied)--denied''[only what was denied]' \
    '(--clients-only)--clients-only''[leave out what nodes ask each other]' \
    '(--csv)--csv''[print who did what as CSV]' \
    '(--html)--html=''[write a page that needs nothing beside it]: :_files' \
    '(--top)--top=''[rows of each table]: :_files' \
    '(--key-file)--key-file=''[for a URL\: file with the server'\''s api_key (- is stdin)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA certificate of the server]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let the key cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_audit_suggest() {
  _arguments -s \
    '(--subject)--subject=''[the caller, as its token names it]: :_files' \
    '(--address)--address=''[a caller without a token\: everything from this address]: :_files' \
    '(--token)--token=''[its token, to compare with; without it the registry here is asked (- is stdin)]: :_files' \
    '(--include-denied)--include-denied''[grant what was denied as well]' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--since)--since=''[from then on\: a time, a date (UTC), or how long ago\: 7d, 12h]: :_files' \
    '(--until)--until=''[before then]: :_files' \
    '(--key-file)--key-file=''[for a URL\: file with the server'\''s api_key (- is stdin)]: :_files' \
    '(--key-env)--key-env=''[environment variable with it]: :_files' \
    '(--ca)--ca=''[CA certificate of the server]: :_files' \
    '(--allow-plaintext)--allow-plaintext''[let the key cross a network without TLS]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_audit_tail() {
  _arguments -s \
    '(--lines -n)'{--lines=,-n+}'[start with so many of the last events]: :_files' \
    '*--subject=''[only of this subject; repeatable]: :_files' \
    '*--address=''[only from this address; repeatable]: :_files' \
    '*--collection=''[only on this collection; repeatable]: :_files' \
    '*--operation=''[only this operation, such as upsert_points; repeatable]: :_files' \
    '(--auth-type)--auth-type=''[only with this kind of credential]: :(Jwt ApiKey None Internal)' \
    '(--denied)--denied''[only what was denied]' \
    '(--clients-only)--clients-only''[leave out what nodes ask each other]' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_emit() {
  _arguments -s \
    '(--out -o)'{--out=,-o+}'[write the files there, all or none; without it they are printed]: :_files -/' \
    '(--stdout)--stdout''[print the files, which is what happens without -o]' \
    '(--dry-run)--dry-run''[with -o\: say what would be written, and write nothing]' \
    '(--force)--force''[with -o\: replace other files of these names, and keep those as NAME.previous]' \
    '(--show-secrets)--show-secrets''[print files of secrets too]' \
    '(--config)--config=''[directory that Qdrant is started in]: :_files -/' \
    '(--name)--name=''[name of the deployment, release, unit or zone]: :_files' \
    '(--tls)--tls''[as if the configuration had TLS on]' \
    '(--mtls)--mtls''[as if it demanded client certificates, with gRPC closed]' \
    '(--cluster)--cluster=''[a cluster of n nodes that talk TLS]: :_files' \
    '(--metrics-port)--metrics-port=''[as if it had a metrics port]: :_files' \
    '(--allow-open)--allow-open''[also for a server without keys]' \
    '(--client-cert)--client-cert=''[certificate that proxies and Prometheus show a server with mTLS]: :_files' \
    '(--client-key)--client-key=''[its key]: :_files' \
    '(--namespace)--namespace=''[namespace in Kubernetes]: :_files' \
    '(--token-file)--token-file=''[token that Prometheus reads metrics with (tokens/read.jwt)]: :_files' \
    '(--upstream)--upstream=''[the host of Qdrant, for Prometheus too]: :_files' \
    '(--host)--host=''[the name clients use (that of the certificate)]: :_files' \
    '(--listen)--listen=''[where to listen]: :_files' \
    '(--cert)--cert=''[their own certificate (Qdrant'\''s)]: :_files' \
    '(--key)--key=''[its key]: :_files' \
    '*--allow=''[let through more than collections, aliases and health; repeatable]: :(snapshots metrics telemetry cluster dashboard)' \
    '(--rate-per-key)--rate-per-key=''[requests a second for each key]: :_files' \
    '(--rate-per-address)--rate-per-address=''[requests a second for each address]: :_files' \
    '*--client-from=''[networks of clients; repeatable]: :_files' \
    '*--peer-from=''[networks of other nodes; repeatable]: :_files' \
    '*--monitor-from=''[networks of Prometheus; repeatable]: :_files' \
    '(--environment)--environment''[take this process'\''s environment, as the server would]' \
    '(--env-file)--env-file=''[take variables from a file]: :_files' \
    '(--manifest)--manifest=''[take variables from a compose file, Kubernetes manifest or Helm values]: :_files' \
    '(--service)--service=''[with --manifest\: the service or container]: :_files' \
    '(--run-mode)--run-mode=''[RUN_MODE of the server (development; the Docker image has production)]: :_files' \
    '(--config-path)--config-path=''[the server'\''s --config-path]: :_files' \
    '(--deb)--deb''[the server is the Debian package, which also reads /etc/qdrant/config]' \
    '(--uid)--uid=''[see files as this user]: :_files' \
    '(--server-version)--server-version=''[the server it is for]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :(compose env kubernetes helm systemd nginx traefik haproxy prometheus firewall network-policy)' \
    '*: :_files'
}

_qdrant-auth_snippet() {
  _arguments -s \
    '(--transport)--transport=''[REST or gRPC]: :(rest grpc)' \
    '(--mtls)--mtls''[show a client certificate; so does --cert with --key]' \
    '(--jwt)--jwt''[the secret is a token]' \
    '(--url)--url=''[scheme, host and port of the server, for gRPC of its gRPC port]: :_files' \
    '(--ca)--ca=''[the CA of the server'\''s certificate]: :_files' \
    '(--cert)--cert=''[the certificate that the client shows]: :_files' \
    '(--key)--key=''[its key]: :_files' \
    '(--secret-env)--secret-env=''[the variable that the program reads (QDRANT_API_KEY or QDRANT_TOKEN)]: :_files' \
    '(--secret-file)--secret-file=''[the file that the program reads instead]: :_files' \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :(python typescript rust go java dotnet curl grpcurl)' \
    '*: :_files'
}

_qdrant-auth_explain() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :_files' \
    '*: :_files'
}

_qdrant-auth_completion() {
  _arguments -s \
    '(--help -h)'{--help,-h}'[print help]' \
    '(--cwd -C)'{--cwd=,-C+}'[work in this directory]: :_files -/' \
    '(--json)--json''[print one JSON object instead of text]' \
    '(--quiet -q)'{--quiet,-q}'[print warnings and data only]' \
    '(--verbose -v)'{--verbose,-v}'[say more about what is done]' \
    '(--no-color)--no-color''[print without colour]' \
    '(--no-input)--no-input''[never ask; fail where an answer is missing]' \
    '1: :(bash zsh fish powershell)' \
    '*: :_files'
}

_qdrant-auth_help() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:secure a Qdrant in one go: keys, CA, certificates, config, a first token'
        'keygen:make random keys'
        'config:write and check config.yaml'
        'jwt:mint and understand tokens'
        'certs:make, check, renew and replace certificates'
        'rotate:replace keys without refusing anybody, proved on every node'
        'doctor:ask running nodes what they really do'
        'audit:read the audit log of the server'
        'emit:write deployment files: compose, kubernetes, helm, systemd, proxies, …'
        'snippet:print client code that connects as this server demands'
        'explain:say what an error, a status code or a finding means'
        'completion:print a completion script for bash, zsh, fish or PowerShell'
        'exit-codes:what each exit code means'
        'environment:the variables that are read, and those that are not'
        'files:what is written where, and with which mode'
        'security:how secrets come in and where they never go'
        'formats:JSON, findings for other programs, and forms of values'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_help_config() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:write a commented config.yaml'
        'show:show what the server will really use, with origins'
        'validate:check configuration files as the server reads them'
        'rules:list the rules of validate, or explain one'
        'get:print the value of one setting'
        'set:write one setting into a file, and change nothing else'
        'unset:remove one setting from a file, and change nothing else'
        'schema:print a JSON Schema of config.yaml, for editors'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_config_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_help_jwt() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'mint:sign a token that says exactly what it may do'
        'inspect:say what a token is, may do, and is answered'
        'can:say whether a token may call an operation'
        'diff:say what a new token may do that the old one may not'
        'list:list the tokens minted here, with their expiry'
        'renew:sign a token again with a new expiry'
        'revoke:take back a revocable token'
        'unrevoke:give a revoked token back'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_jwt_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_help_certs() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'init:make a CA, node and client certificates'
        'issue:make one more certificate'
        'show:show certificates and whether their keys fit'
        'check:say what is wrong, what is due, and which ports take it'
        'renew:sign certificates anew before they end'
        'rotate-ca:replace the CA in three phases, without interruption'
        'csr:make a key and a request for a CA elsewhere'
        'sign:sign a request'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_certs_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_help_rotate() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'plan:say in which phases nobody is refused, and why'
        'start:begin to replace api_key'
        'next:carry out the next phase, or go on after a stop'
        'status:say where the rotation is and what was proved'
        'abort:undo it phase by phase'
        'read-only:replace read_only_api_key'
        'enable-auth:give a cluster its first key'
        'enable-internal-auth:make nodes ask each other for the key'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_rotate_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

_qdrant-auth_help_audit() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \
    '1: :->command' \
    '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands
      commands=(
        'report:say who did what, when, and who was denied'
        'suggest:say the smallest access a caller needs'
        'tail:show events as they are written'
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=_qdrant-auth_help_audit_${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}

if [ "$funcstack[1]" = _qdrant-auth ]; then
  _qdrant-auth "$@"
else
  compdef _qdrant-auth qdrant-auth
fi
