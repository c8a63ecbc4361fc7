package dev.jobd.client.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `completion`: prints the completions for a shell. The names of jobs are asked for as they are
/// needed.
final class CompletionCommand implements Verb {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "completion SHELL")
                .example("eval \"$(jobctl completion bash)\"    # in ~/.bashrc")
                .example("eval \"$(jobctl completion zsh)\"     # in ~/.zshrc, after compinit")
                .example("jobctl completion fish | source     # in config.fish")
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
                            case "bash" -> bash();
                            case "zsh" -> zsh();
                            case "fish" -> fish();
                            default ->
                                    throw Options.wrong(
                                            "SHELL", shell, String.join(" or ", SHELLS));
                        });
        return ExitCode.DONE;
    }

    private static String bash() {
        return """
        _jobctl() {
          local word=${COMP_WORDS[COMP_CWORD]} verb= i
          for ((i = 1; i < COMP_CWORD; i++)); do
            case ${COMP_WORDS[i]} in
              --) COMPREPLY=($(compgen -c -- "$word") $(compgen -f -- "$word")); return ;;
              -*) ;;
              *) verb=${COMP_WORDS[i]}; break ;;
            esac
          done
          local words=
          case $verb in
            '') words='%1$s' ;;
        %2$s
          esac
          if [[ $word != -* ]]; then
            case $verb in
              %3$s) words=$(jobctl __names 2>/dev/null) ;;
              help) words='%1$s' ;;
              completion) words='bash zsh fish' ;;
              '') ;;
              *) words= ;;
            esac
          fi
          COMPREPLY=($(compgen -W "$words" -- "$word"))
        }
        complete -o default -F _jobctl jobctl
        """
                .formatted(
                        String.join(" ", Verbs.names()),
                        cases("    %s) words='%s' ;;"),
                        String.join("|", withJobs()));
    }

    private static String zsh() {
        return """
        _jobctl() {
          local verb= word
          for word in ${words[2,CURRENT-1]}; do
            case $word in
              --) _normal; return ;;
              -*) ;;
              *) verb=$word; break ;;
            esac
          done
          case $verb in
            '') compadd -- %1$s; return ;;
            help) compadd -- %1$s; return ;;
            completion) compadd -- bash zsh fish; return ;;
          esac
          if [[ $PREFIX == -* ]]; then
            case $verb in
        %2$s
            esac
            return
          fi
          case $verb in
            %3$s) compadd -- ${(f)"$(jobctl __names 2>/dev/null)"} ;;
            *) _files ;;
          esac
        }
        compdef _jobctl jobctl
        """
                .formatted(
                        String.join(" ", Verbs.names()),
                        cases("      %s) compadd -- %s ;;"),
                        String.join("|", withJobs()));
    }

    private static String fish() {
        StringBuilder script = new StringBuilder("complete -c jobctl -f\n");
        String noVerb = "not __fish_seen_subcommand_from " + String.join(" ", Verbs.names());
        for (Verbs.Entry verb : Verbs.ALL) {
            script.append(
                    "complete -c jobctl -n '%s' -a %s -d '%s'\n"
                            .formatted(noVerb, verb.name(), verb.summary()));
        }
        specs().forEach((verb, spec) -> {
            for (OptionSpec option : spec.options()) {
                if (!option.hidden()) {
                    script.append(
                            "complete -c jobctl -n '__fish_seen_subcommand_from %s' %s%s\n"
                                    .formatted(
                                            verb,
                                            fishNames(option),
                                            option.arity().max() > 0 ? " -r" : ""));
                }
            }
        });
        script.append(
                "complete -c jobctl -n '__fish_seen_subcommand_from %s' -a '(jobctl __names 2>/dev/null)'\n"
                        .formatted(String.join(" ", withJobs())));
        return script.append(
                        "complete -c jobctl -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n")
                .append(
                        "complete -c jobctl -n '__fish_seen_subcommand_from help' -a '%s'\n"
                                .formatted(String.join(" ", Verbs.names())))
                .toString();
    }

    private static String fishNames(OptionSpec option) {
        return Stream.of(option.names())
                .map(name ->
                        name.startsWith("--")
                                ? "-l " + name.substring(2)
                                : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String cases(String form) {
        return specs().entrySet().stream()
                .map(entry -> form.formatted(entry.getKey(), options(entry.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.joining(" "));
    }

    /// The verbs whose parameters are jobs.
    private static List<String> withJobs() {
        return specs().entrySet().stream()
                .filter(entry ->
                        entry.getValue().positionalParameters().stream()
                                .anyMatch(parameter -> parameter.paramLabel().equals("JOB")))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, CommandSpec> specs() {
        Map<String, CommandSpec> specs = new LinkedHashMap<>();
        for (String name : Verbs.names()) {
            Verbs.find(name).ifPresent(verb -> specs.put(name, Invocation.specOf(name, verb)));
        }
        return specs;
    }
}
