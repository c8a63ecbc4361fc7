# Sourced by jobd, jobctl and jobtop: finds a JDK and the jars, builds them when it must, starts java.
#
# Everything up to the exec is done by the shell itself, without another process, unless there is
# something to build: these lines stand in front of every jobctl.
#
# Set by the caller: $program, the name to speak under; $scripts, the folder of this file, absolute.
# Environment: JOBD_JAVA_HOME (the JDK to use), JOBD_BUILD=never (run what is built, never build).
# Exit code 125: jobd's own failure, here no JDK or no jars.

case $scripts in
  */.. | */.) home=$scripts/.. ;;
  *) home=${scripts%/*} ;;
esac

fail() {
  printf '%s: %s\n' "$program" "$1" >&2
  exit 125
}

# Takes the JDK or JRE in folder $1 if it is new enough: sets java_home, jdk (a name for the exact
# build of it), version, os and arch.
take_java() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  found=0 build='' maker='' found_os='' found_arch=''
  while IFS='=' read -r key value; do
    value=${value#\"} value=${value%\"}
    case $key in
      JAVA_VERSION) found=${value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION) build=$value ;;
      IMPLEMENTOR_VERSION) maker=$value ;;
      OS_NAME) found_os=$value ;;
      OS_ARCH) found_arch=$value ;;
    esac
  done <"$1/release"
  [ "${found:-0}" -ge 25 ] || return 1
  java_home=$1 version=$found os=$found_os arch=$found_arch jdk=$maker-$build
}

find_java() {
  if [ -n "${JOBD_JAVA_HOME:-}" ]; then
    take_java "$JOBD_JAVA_HOME" ||
      fail "JOBD_JAVA_HOME is $JOBD_JAVA_HOME, where there is no Java 25 or newer; point it to one or unset it."
    return
  fi
  [ -n "${JAVA_HOME:-}" ] && take_java "$JAVA_HOME" && return
  old_ifs=$IFS IFS=:
  set -f
  for folder in $PATH; do
    # A link such as /usr/bin/java says nothing about its version; the folders below have its target.
    case $folder in */bin) take_java "${folder%/bin}" && break ;; esac
  done
  set +f
  IFS=$old_ifs
  [ -n "${java_home:-}" ] && return
  best=0
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    take_java "$folder" && [ "$version" -gt "$best" ] && best=$version best_home=$folder
  done
  [ "$best" -gt 0 ] && take_java "$best_home" && return
  fail "Java 25 or newer is needed and none was found: install one (package openjdk-25-jdk or temurin-25-jdk), or set JOBD_JAVA_HOME to its folder."
}

# Tells whether a source of one of the modules $@ is newer than what is built. Folders count too: their
# time tells that a file went away.
is_stale() {
  for source in "$home"/pom.xml "$home"/scripts/build; do
    [ "$source" -nt "$dist/current" ] && return 0
  done
  for module; do
    for source in "$home/$module"/pom.xml "$home/$module"/src/main/resources/* \
      "$home/$module"/src/main/java/dev/jobd/* "$home/$module"/src/main/java/dev/jobd/*/* \
      "$home/$module"/src/main/java/dev/jobd/*/*/* "$home/$module"/src/main/java/dev/jobd/*/*/*/*; do
      [ "$source" -nt "$dist/current" ] && return 0
    done
  done
  return 1
}

# Makes sure that the modules $@ are built and sets lib, the folder with the jars. A folder of jars is
# named by what is in it and never changes: a daemon that runs keeps its own.
find_jars() {
  dist=$home/target/dist
  if [ -e "$home/pom.xml" ] && [ "${JOBD_BUILD:-}" != never ]; then
    if ! [ -e "$dist/current" ] || is_stale "$@"; then
      "$home/scripts/build" || fail "It could not be built; see above."
    fi
  fi
  [ -r "$dist/current" ] || fail "It is not built: run $home/scripts/build."
  read -r id <"$dist/current"
  lib=$dist/$id
}

# Sets aot to the option that names the AOT cache of program $1 for exactly this Java and these jars;
# empty if there is none.
find_aot() {
  aot=$lib/$1-$jdk.aot
  if [ -r "$aot" ]; then aot=-XX:AOTCache=$aot; else aot=; fi
}

# What a Java that somebody set up for other programs must not do to this one: print "Picked up ...".
clean_environment() {
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
}

# Sets options to those of a program that a person waits for: started fast rather than fast for long.
short_options() {
  options="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr"
  if [ "$os" = Linux ]; then
    options="$options -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider"
  fi
}

# Sets options to those of the dashboard: started fast, and small for long. What a list of jobs leaves behind while it is read is
# collected at once, in a young generation of a few megabytes, and not spread over all the memory there may be.
dashboard_options() {
  short_options
  options="$options -Xms8m -Xmn6m -Xmx48m -XX:+UseCompactObjectHeaders -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25"
}

# Sets options to those of the daemon: small for long. It knows all jobs by heart, so the limit of its heap follows the size
# in bytes of the files that hold them, $1. A limit far above its need would be filled with garbage. G1 collects in short steps:
# with the serial collector jobs would wait for 100 ms and more in each full collection (scripts/bench/growth).
daemon_options() {
  options="-XX:+UseG1GC -XX:MaxGCPauseMillis=20 -Xmx$((256 + ${1:-0} / 500000))m"
  options="$options -XX:+UseCompactObjectHeaders -XX:-UsePerfData"
  # Out of memory it would go on half dead. Jobs live on, and the next start takes them up.
  options="$options -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr"
}

# Sets native to the option that names the socket library's native code; without it the library would
# search /tmp, the home and the current folder for a place to unpack it to.
find_native() {
  case $arch in x86_64) arch=amd64 ;; esac
  native=
  for file in "$lib/lib/$arch-$os-clang/jni"/*.so; do
    [ -r "$file" ] && native=-Dorg.newsclub.net.unix.library.override=$file
  done
}
