// renameat2 of Linux, which the headers show only to programs that ask for all GNU extensions.
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);
