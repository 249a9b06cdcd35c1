# Completion of leadcoach for fish. Put this into ~/.config/fish/config.fish:
#   leadcoach completion fish | source
function __leadcoach_at
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l at ''
    set -l option ''
    for word in $typed
        if test -n "$option"
            set option ''
            continue
        end
        switch $word
            case @VALUED@
                set option $word
            case '-*'
            case '*'
                if contains -- "$at $word" @STEPS@
                    set at (string trim "$at $word")
                end
        end
    end
    test "$at" = "$argv[1]"
end
complete -c leadcoach -e
