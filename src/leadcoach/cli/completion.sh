_leadcoach_take() {  # what $1, a word that was typed, makes of $at and $option
    if [[ -n "$option" ]]; then
        option=""
        return
    fi
    case "$1" in
    @VALUED@) option="$1" ;;
    -*) ;;
    *) case "$at $1" in @STEPS@) at="${at:+$at }$1" ;; esac ;;
    esac
}
_leadcoach_offer() {  # what can stand where $cur does, behind $at and $option
    if [[ -n "$option" ]]; then
        case "$at $option" in
@VALUES@        *" "@FILES@) @FILE@ ;;
        *) @NOTHING@ ;;
        esac
    elif [[ "$cur" == -* ]]; then
        case "$at" in
@OPTIONS@        esac
    else
        case "$at" in
@NAMES@        esac
    fi
}
