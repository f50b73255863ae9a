# Completion for qdrant-auth, made from its command table by npm run reference.

# What there is behind a command: sets commands, options, valued, directories.
_qdrant_auth_at() {
  commands='' options='' valued='' directories=''
  case "$1" in
  '')
    commands='init keygen config jwt certs rotate doctor audit emit snippet explain completion help'
    options='--version -V --cwd -C --json --quiet -q --verbose -v --no-color --no-input --help -h'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'init')
    options='--name --cluster --no-tls --mtls --keep-grpc --secrets --yes -y --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--name --cluster --secrets --cwd -C'
    directories='--cwd -C' ;;
  'keygen')
    options='--encoding --bytes --allow-weak --count --set --name --format --output -o --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--encoding --bytes --count --name --format --output -o --cwd -C'
    directories='--cwd -C' ;;
  'config')
    commands='init show validate rules get set unset schema'
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'config init')
    options='--profile --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--profile --cwd -C'
    directories='--cwd -C' ;;
  'config show')
    options='--all --show-secrets --environment --env-file --manifest --service --run-mode --config-path --deb --uid --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--env-file --manifest --service --run-mode --config-path --uid --server-version --cwd -C'
    directories='--cwd -C' ;;
  'config validate')
    options='--disable --fix --yes --dry-run --format --fail-on --environment --env-file --manifest --service --run-mode --config-path --deb --uid --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--disable --format --fail-on --env-file --manifest --service --run-mode --config-path --uid --server-version --cwd -C'
    directories='--cwd -C' ;;
  'config rules')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'config get')
    options='--show-secrets --environment --env-file --manifest --service --run-mode --config-path --deb --uid --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--env-file --manifest --service --run-mode --config-path --uid --server-version --cwd -C'
    directories='--cwd -C' ;;
  'config set')
    options='--file --value-file --value-env --generate --null --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--file --value-file --value-env --cwd -C'
    directories='--cwd -C' ;;
  'config unset')
    options='--file --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--file --cwd -C'
    directories='--cwd -C' ;;
  'config schema')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'jwt')
    commands='mint inspect can diff list renew revoke unrevoke'
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'jwt mint')
    options='--key-file --key-env --config --alt --access --collection --collections-from --claims --allow-manage --expires --subject --sub --value-exists --revocable --server-version --output -o --allow-weak --dry-run --name --no-record --from --from-format --out-dir --strict --url --server-key-file --server-key-env --ca --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--key-file --key-env --config --access --collection --collections-from --claims --expires --subject --sub --value-exists --server-version --output -o --name --from --from-format --out-dir --url --server-key-file --server-key-env --ca --cwd -C'
    directories='--config --out-dir --cwd -C' ;;
  'jwt inspect')
    options='--key-file --key-env --alt-key-file --alt-key-env --at --server-version --claim --fail-on --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--key-file --key-env --alt-key-file --alt-key-env --at --server-version --claim --fail-on --cwd -C'
    directories='--cwd -C' ;;
  'jwt can')
    options='--list --collection --lookup --as --explain --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--collection --lookup --as --server-version --cwd -C'
    directories='--cwd -C' ;;
  'jwt diff')
    options='--fail-on-new-access --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--server-version --cwd -C'
    directories='--cwd -C' ;;
  'jwt list')
    options='--within --expired --format --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--within --format --cwd -C'
    directories='--cwd -C' ;;
  'jwt renew')
    options='--key-file --key-env --old-key-file --expires --server-version --no-record --allow-weak -o --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--key-file --key-env --old-key-file --expires --server-version -o --cwd -C'
    directories='--cwd -C' ;;
  'jwt revoke')
    options='--dry-run --url --server-key-file --server-key-env --ca --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--url --server-key-file --server-key-env --ca --cwd -C'
    directories='--cwd -C' ;;
  'jwt unrevoke')
    options='--dry-run --url --server-key-file --server-key-env --ca --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--url --server-key-file --server-key-env --ca --cwd -C'
    directories='--cwd -C' ;;
  'certs')
    commands='init issue show check renew rotate-ca csr sign'
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'certs init')
    options='--node --from --compose --helm --namespace --replicas --cluster-domain --client --no-localhost --key-type --days --layout --owner --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --ca-days --encrypt-ca-key --name-constraint --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--node --from --helm --namespace --replicas --cluster-domain --client --key-type --days --layout --owner --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --ca-days --name-constraint --cwd -C'
    directories='--ca-dir --cwd -C' ;;
  'certs issue')
    options='--name --out -o --key-type --days --layout --owner --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--name --out -o --key-type --days --layout --owner --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --cwd -C'
    directories='--out -o --ca-dir --cwd -C' ;;
  'certs show')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'certs check')
    options='--within --purpose --host --key --ca --out -o --timeout --format --fail-on --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--within --purpose --host --key --ca --out -o --timeout --format --fail-on --cwd -C'
    directories='--cwd -C' ;;
  'certs renew')
    options='--if-due --within --keep-key --days --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --dry-run --exec --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--within --days --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --exec --cwd -C'
    directories='--ca-dir --cwd -C' ;;
  'certs rotate-ca')
    options='--restarted --key-type --ca-days --days --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --dry-run --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--key-type --ca-days --days --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --cwd -C'
    directories='--ca-dir --cwd -C' ;;
  'certs csr')
    options='--name --key-type --out -o --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--name --key-type --out -o --cwd -C'
    directories='--out -o --cwd -C' ;;
  'certs sign')
    options='--role --name --days --out -o --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--role --name --days --out -o --ca-dir --ca-cert --ca-key --ca-passphrase-file --ca-passphrase-env --cwd -C'
    directories='--ca-dir --cwd -C' ;;
  'rotate')
    commands='plan start next status abort read-only enable-auth enable-internal-auth'
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --allow-plaintext --key-file --key-env --soak --with-gap --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --until --restart-timeout --ready-timeout --key-file --key-env --soak --cwd -C'
    directories='--config --cwd -C' ;;
  'rotate plan')
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --cwd -C'
    directories='--config --cwd -C' ;;
  'rotate start')
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --allow-plaintext --key-file --key-env --soak --emergency --with-gap --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --until --restart-timeout --ready-timeout --key-file --key-env --soak --cwd -C'
    directories='--config --cwd -C' ;;
  'rotate next')
    options='--yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--until --restart-timeout --ready-timeout --cwd -C'
    directories='--cwd -C' ;;
  'rotate status')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'rotate abort')
    options='--yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --callers-back --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--until --restart-timeout --ready-timeout --cwd -C'
    directories='--cwd -C' ;;
  'rotate read-only')
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --allow-plaintext --key-file --key-env --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --until --restart-timeout --ready-timeout --key-file --key-env --cwd -C'
    directories='--config --cwd -C' ;;
  'rotate enable-auth')
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --allow-plaintext --key-file --key-env --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --until --restart-timeout --ready-timeout --key-file --key-env --cwd -C'
    directories='--config --cwd -C' ;;
  'rotate enable-internal-auth')
    options='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --yes --until --callers-moved --reissue --skip-soak --despite-live-tokens --accept-changes --dry-run --restart-timeout --ready-timeout --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--inventory --compose --kubernetes --systemd --config --url --ca --client-cert --client-key --until --restart-timeout --ready-timeout --cwd -C'
    directories='--config --cwd -C' ;;
  'doctor')
    options='--config --key-file --key-env --read-only-key-file --read-only-key-env --ca --client-cert --client-key --grpc --metrics --p2p --allow-plaintext --active --only --skip --timeout --format --fail-on --environment --env-file --manifest --service --run-mode --config-path --deb --uid --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--config --key-file --key-env --read-only-key-file --read-only-key-env --ca --client-cert --client-key --grpc --metrics --only --skip --timeout --format --fail-on --env-file --manifest --service --run-mode --config-path --uid --server-version --cwd -C'
    directories='--config --cwd -C' ;;
  'audit')
    commands='report suggest tail'
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'audit report')
    options='--since --until --subject --address --collection --operation --auth-type --denied --clients-only --csv --html --top --key-file --key-env --ca --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--since --until --subject --address --collection --operation --auth-type --html --top --key-file --key-env --ca --cwd -C'
    directories='--cwd -C' ;;
  'audit suggest')
    options='--subject --address --token --include-denied --server-version --since --until --key-file --key-env --ca --allow-plaintext --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--subject --address --token --server-version --since --until --key-file --key-env --ca --cwd -C'
    directories='--cwd -C' ;;
  'audit tail')
    options='--lines -n --subject --address --collection --operation --auth-type --denied --clients-only --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--lines -n --subject --address --collection --operation --auth-type --cwd -C'
    directories='--cwd -C' ;;
  'emit')
    options='--out -o --stdout --dry-run --force --show-secrets --config --name --tls --mtls --cluster --metrics-port --allow-open --client-cert --client-key --namespace --token-file --upstream --host --listen --cert --key --allow --rate-per-key --rate-per-address --client-from --peer-from --monitor-from --environment --env-file --manifest --service --run-mode --config-path --deb --uid --server-version --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--out -o --config --name --cluster --metrics-port --client-cert --client-key --namespace --token-file --upstream --host --listen --cert --key --allow --rate-per-key --rate-per-address --client-from --peer-from --monitor-from --env-file --manifest --service --run-mode --config-path --uid --server-version --cwd -C'
    directories='--out -o --config --cwd -C' ;;
  'snippet')
    options='--transport --mtls --jwt --url --ca --cert --key --secret-env --secret-file --help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--transport --url --ca --cert --key --secret-env --secret-file --cwd -C'
    directories='--cwd -C' ;;
  'explain')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'completion')
    options='--help -h --cwd -C --json --quiet -q --verbose -v --no-color --no-input'
    valued='--cwd -C'
    directories='--cwd -C' ;;
  'help')
    commands='init keygen config jwt certs rotate doctor audit emit snippet explain completion exit-codes environment files security formats' ;;
  'help config')
    commands='init show validate rules get set unset schema' ;;
  'help jwt')
    commands='mint inspect can diff list renew revoke unrevoke' ;;
  'help certs')
    commands='init issue show check renew rotate-ca csr sign' ;;
  'help rotate')
    commands='plan start next status abort read-only enable-auth enable-internal-auth' ;;
  'help audit')
    commands='report suggest tail' ;;
  *) return 1 ;;
  esac
}

# What an option, or the argument of a number, may be: sets choices.
_qdrant_auth_choices() {
  choices=''
  case "$1" in
  'init --secrets') choices='overlay inline env' ;;
  'keygen --encoding') choices='base64url base64 hex' ;;
  'keygen --name') choices='api_key read_only_api_key alt_api_key' ;;
  'keygen --format') choices='text env yaml json' ;;
  'config init --profile') choices='single cluster proxy' ;;
  'config validate --format') choices='text json sarif junit github' ;;
  'config validate --fail-on') choices='error warning note' ;;
  'jwt mint --access') choices='read manage' ;;
  'jwt mint --output') choices='token env curl json' ;;
  'jwt mint --from-format') choices='ndjson yaml csv' ;;
  'jwt inspect --fail-on') choices='error warning note never' ;;
  'jwt can --as') choices='api-key read-only manage read none' ;;
  'jwt list --format') choices='table prometheus' ;;
  'certs init --key-type') choices='ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096' ;;
  'certs init --layout') choices='qdrant kubernetes cert-manager' ;;
  'certs issue --key-type') choices='ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096' ;;
  'certs issue --layout') choices='qdrant kubernetes cert-manager' ;;
  'certs issue 1') choices='node server client' ;;
  'certs check --purpose') choices='node server client' ;;
  'certs check --format') choices='text json sarif junit github prometheus' ;;
  'certs check --fail-on') choices='error warning note' ;;
  'certs rotate-ca --key-type') choices='ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096' ;;
  'certs csr --key-type') choices='ec-p256 ec-p384 ed25519 rsa-2048 rsa-3072 rsa-4096' ;;
  'certs csr 1') choices='node server client' ;;
  'certs sign --role') choices='node server client' ;;
  'doctor --format') choices='text json sarif junit github' ;;
  'doctor --fail-on') choices='error warning note' ;;
  'audit report --auth-type') choices='Jwt ApiKey None Internal' ;;
  'audit tail --auth-type') choices='Jwt ApiKey None Internal' ;;
  'emit --allow') choices='snapshots metrics telemetry cluster dashboard' ;;
  'emit 1') choices='compose env kubernetes helm systemd nginx traefik haproxy prometheus firewall network-policy' ;;
  'snippet --transport') choices='rest grpc' ;;
  'snippet 1') choices='python typescript rust go java dotnet curl grpcurl' ;;
  'completion 1') choices='bash zsh fish powershell' ;;
  esac
}

_qdrant_auth() {
  local cur prev path='' count=1 index word commands options valued directories choices
  cur=${COMP_WORDS[COMP_CWORD]}
  prev=${COMP_WORDS[COMP_CWORD - 1]}
  # --format=text is three words to bash.
  if [ "$cur" = '=' ]; then cur=''
  elif [ "$prev" = '=' ]; then prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  _qdrant_auth_at ''
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    case "$word" in
    =) index=$((index + 1)) ;;
    -*)
      case " $valued " in *" $word "*)
        [ "${COMP_WORDS[index + 1]}" = '=' ] || index=$((index + 1)) ;;
      esac ;;
    *)
      if _qdrant_auth_at "${path:+$path }$word"; then path="${path:+$path }$word"
      else
        count=$((count + 1))
        _qdrant_auth_at "$path"
      fi ;;
    esac
  done
  COMPREPLY=()
  case " $valued " in *" $prev "*)
    _qdrant_auth_choices "$path $prev"
    if [ -n "$choices" ]; then COMPREPLY=($(compgen -W "$choices" -- "$cur"))
    else
      case " $directories " in
      *" $prev "*) COMPREPLY=($(compgen -d -- "$cur")) ;;
      *) compopt -o default 2>/dev/null ;;
      esac
    fi
    return ;;
  esac
  case "$cur" in
  -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
  *)
    _qdrant_auth_choices "$path $count"
    if [ -n "$commands$choices" ]; then COMPREPLY=($(compgen -W "$commands $choices" -- "$cur"))
    else compopt -o default 2>/dev/null
    fi ;;
  esac
}

complete -F _qdrant_auth qdrant-auth
