package printer

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// nobody is the user without rights of Debian and its relatives. Chromium's sandbox
// refuses to work for root.
const nobody = 65534

// give hands a folder to the user that the process will run as: for root, to nobody.
func give(folder string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, path := range []string{folder, filepath.Join(folder, "page.html")} {
		if err := os.Chown(path, nobody, nobody); err != nil {
			return nil, err
		}
	}
	return &syscall.Credential{Uid: nobody, Gid: nobody}, nil
}

// attributes put a process into a group of its own, and let it end with the portal.
func attributes(user *syscall.Credential) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, Credential: user}
}

func endGroup(group int) { _ = syscall.Kill(-group, syscall.SIGKILL) } // one that is gone already is well

// groupMemory is how many bytes the processes of a group use: what each has for
// itself, and once what the largest of them shares.
func groupMemory(group int) int64 {
	processes, _ := filepath.Glob("/proc/[0-9]*")
	var own, shared int64
	for _, process := range processes {
		stat, err := os.ReadFile(process + "/stat")
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(stat), ") ") // behind the name, which may hold blanks
		if fields := strings.Fields(rest); len(fields) < 3 || fields[2] != strconv.Itoa(group) {
			continue
		}
		pages, err := os.ReadFile(process + "/statm")
		if err != nil {
			continue
		}
		fields := strings.Fields(string(pages))
		if len(fields) < 3 {
			continue
		}
		resident, _ := strconv.ParseInt(fields[1], 10, 64)
		common, _ := strconv.ParseInt(fields[2], 10, 64)
		own += resident - common
		shared = max(shared, common)
	}
	return (own + shared) * int64(os.Getpagesize())
}
