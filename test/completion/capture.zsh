# What zsh offers at the end of each line: capture.zsh SCRIPT DIRECTORY LINE…, one answer a file (1, 2, …) in DIRECTORY.
# A real interactive zsh on a terminal of its own; its compadd tells the matches that are left.
zmodload zsh/zpty
script=$1 directory=$2
shift 2
zpty z 'zsh -f -i'
zpty -w z "PROMPT=; autoload -Uz compinit; compinit -D -u; source $script; cd $directory
setopt no_auto_list no_beep; bindkey '^I' complete-word; bindkey '^U' kill-whole-line
out=/dev/null
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd \"\$@\"; return; fi
  local -a hits
  builtin compadd -A hits \"\$@\"
  (( \$#hits )) && print -rl -- \$hits >> \$out
  builtin compadd \"\$@\"
}
begin() { out=$directory/\$(( ++count )) }; zle -N begin; bindkey '^B' begin
finished() { print > \$out.done }; zle -N finished; bindkey '^X' finished
print > $directory/ready"
until [[ -e $directory/ready ]]; do sleep 0.02; done
for line; do
  (( ++number ))
  zpty -w -n z $'\x02'"$line"$'\t\x18\x15'
  until [[ -e $directory/$number.done ]]; do sleep 0.02; done
done
zpty -d z
