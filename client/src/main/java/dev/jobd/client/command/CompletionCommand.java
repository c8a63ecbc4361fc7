package dev.jobd.client.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `completion`: prints the completions for a shell. What they offer they ask for as it is needed:
/// see [CompleteCommand].
final class CompletionCommand implements Verb {
    static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /// bash takes a word apart at `=`, `:` and `@`, and replaces only what is behind the last one.
    private static final String BASH =
            """
            _jobctl() {
              local words=() i word reply way
              for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if ((${#words[@]})) && [[ $word == [=:@]* || ${words[${#words[@]} - 1]} == *[=:@] ]]; then
                  words[${#words[@]} - 1]+=$word
                else
                  words+=("$word")
                fi
              done
              word=${words[${#words[@]} - 1]}
              local last=${COMP_WORDS[COMP_CWORD]}
              [[ $last == [=:@] ]] && last=
              local stem=${word%"$last"}
              COMPREPLY=()
              reply=$(JOBD_BUILD=never JOBD_AUTOSTART=0 jobctl __complete -- "${words[@]}" 2>/dev/null)
              case $reply in
                '') ;;
                :files) compopt -o filenames; COMPREPLY=($(compgen -f -- "$last")) ;;
                :folders) compopt -o filenames; COMPREPLY=($(compgen -d -- "$last")) ;;
                ':command '*)
                  if declare -F _command_offset >/dev/null; then
                    _command_offset $((${reply#:command } + 1))
                  else
                    compopt -o filenames
                    COMPREPLY=($(compgen -c -- "$last") $(compgen -f -- "$last"))
                  fi
                  ;;
                *)
                  while IFS=$'\\t' read -r way _; do
                    COMPREPLY+=("${way#"$stem"}")
                  done <<<"$reply"
                  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=/] ]] && compopt -o nospace
                  ;;
              esac
            }
            complete -F _jobctl jobctl
            """;

    private static final String ZSH =
            """
            #compdef jobctl
            _jobctl() {
              local -a lines ways shown
              local line
              lines=("${(@f)$(JOBD_BUILD=never JOBD_AUTOSTART=0 jobctl __complete -- \\
                "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
              case $lines[1] in
                '') return 1 ;;
                :files) compset -P '*='; _files ;;
                :folders) compset -P '*='; _files -/ ;;
                ':command '*)
                  shift $((${lines[1]#:command } + 1)) words
                  ((CURRENT -= ${lines[1]#:command } + 1))
                  _normal
                  ;;
                *)
                  for line in $lines; do
                    ways+=("${line%%$'\\t'*}")
                    shown+=("${line/$'\\t'/  -- }")
                  done
                  if [[ ${#ways} == 1 && $ways[1] == *[:=/] ]]; then
                    compadd -S '' -- $ways
                  else
                    compadd -l -d shown -- $ways
                  fi
                  ;;
              esac
            }
            if [ "$funcstack[1]" = _jobctl ]; then _jobctl "$@"; else compdef _jobctl jobctl; fi
            """;

    private static final String FISH =
            """
            function __jobctl_complete
              set -l words (commandline -opc) (commandline -ct)
              set -l ways (JOBD_BUILD=never JOBD_AUTOSTART=0 jobctl __complete -- $words[2..-1] 2>/dev/null)
              switch "$ways[1]"
                case :files
                  __fish_complete_path (commandline -ct)
                case :folders
                  __fish_complete_directories (commandline -ct) ''
                case ':command *'
                  __fish_complete_subcommand --fcs-skip=(math (string replace ':command ' '' -- $ways[1]) + 1)
                case '*'
                  printf '%s\\n' $ways
              end
            end
            complete -c jobctl -f -a '(__jobctl_complete)'
            """;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "completion SHELL")
                .example("eval \"$(jobctl completion bash)\"    # in ~/.bashrc")
                .example("eval \"$(jobctl completion zsh)\"     # in ~/.zshrc, after compinit")
                .example("jobctl completion fish | source     # in config.fish")
                .text(
                        "Verbs, options and their values are completed, and the names of jobs, runs,"
                                + " groups and calendars, which a daemon that runs is asked for;"
                                + " none is started for it.")
                .end();
        Options.parameters(spec, "1", "SHELL", "bash, zsh or fish");
    }

    @Override
    public int run(ParseResult words, Session session) {
        String shell = Options.parameter(words).orElseThrow();
        session.console()
                .out()
                .print(
                        switch (shell) {
                            case "bash" -> BASH;
                            case "zsh" -> ZSH;
                            case "fish" -> FISH;
                            default ->
                                    throw Options.wrong(
                                            "SHELL", shell, String.join(" or ", SHELLS));
                        });
        return ExitCode.DONE;
    }
}
